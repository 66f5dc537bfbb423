import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'

const ROOT = join(import.meta.dirname, '../..')

const Report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), title: z.string() })) }),
  ),
})

const folder = mkdtempSync(join(tmpdir(), 'proof-'))

/** Runs test files in a vitest of their own until the first failure; the title of what failed, `undefined` where all passed. */
export const firstFailure = async (
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> => {
  const report = join(folder, `${crypto.randomUUID()}.json`)
  const inherited = Object.entries(process.env).filter(([name]) => !/^VITEST|^GUARD|^AWS_ENDPOINT/.test(name))
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...files,
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: ROOT, stdio: 'ignore', env: { ...Object.fromEntries(inherited), ...env } },
  )
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code === 0) return undefined
  if (!existsSync(report)) throw new Error(`${files.join(' ')} could not be run`)
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  if (!failed) throw new Error(`${files.join(' ')} failed outside of any test`)
  return failed.title
}
