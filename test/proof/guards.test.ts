import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { impliedBy } from './implied.ts'

/** Tests of what every operation shares; they may kill a guard where the operation's own tests cannot. */
const SHARED = [
  'test/table/commit.test.ts',
  'test/functions/serve.test.ts',
  'test/notifications/retry-outbox.test.ts',
]
const AT_ONCE = 2

const folder = mkdtempSync(join(tmpdir(), 'guards-'))
const seen = join(folder, 'seen')
const root = join(import.meta.dirname, '../..')

const Report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), title: z.string() })) }),
  ),
})

/** Runs test files in a vitest of their own, until the first failure; the title of what failed. */
const firstFailure = async (files: string[], env: Record<string, string>): Promise<string | undefined> => {
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
    { cwd: root, stdio: 'ignore', env: { ...Object.fromEntries(inherited), ...env } },
  )
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code === 0) return undefined
  if (!existsSync(report)) throw new Error(`${files.join(' ')} could not be run`)
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed')
  return failed?.title ?? 'the file as a whole'
}

const sharedKills = new Map<string, Promise<string | undefined>>()

/** What kills a guard in the tests that all operations share, asked once for all of them. */
const sharedKill = (guard: string): Promise<string | undefined> => {
  const known = sharedKills.get(guard) ?? firstFailure(SHARED, { GUARD_WEAKENED: guard })
  sharedKills.set(guard, known)
  return known
}

interface Fate {
  readonly operation: string
  readonly guard: string
  readonly killedBy: string | undefined
}

const wanted = new RegExp(process.env['GUARDS_OF'] ?? '')

describe.runIf(process.env['PROOF'])('every guard that the table port sends', () => {
  it('is missed by a test when it is taken out', async () => {
    const files = new Map(
      globSync('test/*/*.test.ts', { cwd: root })
        .filter((file) =>
          existsSync(join(root, file.replace(/^test/, 'functions').replace('.test.ts', '.ts'))),
        )
        .map((file) => [basename(file, '.test.ts'), file] as const)
        .filter(([operation]) => wanted.test(operation)),
    )
    expect(await firstFailure([...files.values()], { GUARDS_SEEN: seen })).toBeUndefined()
    const guards = [...new Set(readFileSync(seen, 'utf8').trim().split('\n'))].sort().map((line) => {
      const [operation = '', ...guard] = line.split(': ')
      return { operation, guard: guard.join(': ') }
    })
    expect(guards.length).toBeGreaterThan(0)

    const fateOf = async ({ operation, guard }: Omit<Fate, 'killedBy'>): Promise<Fate> => {
      const own = await firstFailure([files.get(operation) ?? ''], { GUARD_WEAKENED: guard })
      const killedBy = own ?? (await sharedKill(guard)) ?? impliedBy(operation, guard, guards)
      process.stdout.write(
        `${killedBy === undefined ? 'SURVIVES' : 'killed'}  ${operation}: ${guard}\n    by ${killedBy ?? 'nothing'}\n`,
      )
      return { operation, guard, killedBy }
    }
    const fates: Fate[] = []
    const left = [...guards]
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) fates.push(await fateOf(next))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    expect(fates.filter(({ killedBy }) => killedBy === undefined)).toEqual([])
  }, 7_200_000)
})
