import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import type { LaunchOptions } from 'playwright-core'
import * as z from 'zod'
import { laptopSetting } from '../settings.ts'
import { ROOT } from '../state.ts'

const PACKAGE = join(ROOT, 'node_modules', '@sparticuz', 'chromium')
const MISSING_LIBRARY = 127

const packed = (name: string): string => join(PACKAGE, 'bin', `${name}.br`)

/** Writes a path in one step, so that several processes may unpack at once. */
const onceIn = async (path: string, write: (draft: string) => Promise<void> | void): Promise<string> => {
  if (existsSync(path)) return path
  const draft = `${path}.${process.pid}`
  await write(draft)
  if (!existsSync(path)) renameSync(draft, path)
  return path
}

const unpackedBinary = (folder: string): Promise<string> =>
  onceIn(join(folder, 'chromium'), (draft) =>
    pipeline(
      createReadStream(packed('chromium')),
      createBrotliDecompress(),
      createWriteStream(draft, { mode: 0o755 }),
    ),
  )

const unpackedLibraries = async (folder: string): Promise<string> => {
  const libraries = await onceIn(join(folder, 'libraries'), (draft) => {
    mkdirSync(draft)
    const input = brotliDecompressSync(readFileSync(packed('al2023.tar')))
    const { status, stderr } = spawnSync('tar', ['-x', '-C', draft], { input, encoding: 'utf8' })
    if (status !== 0) throw new Error(`The libraries of Chromium could not be unpacked: ${stderr}`)
  })
  return join(libraries, 'lib')
}

/** Where the system lacks libraries that the packed Chromium needs, it gets those packed beside it. */
const missingLibraries = async (binary: string, folder: string): Promise<LaunchOptions> => {
  const { status } = spawnSync(binary, ['--version'], { stdio: 'ignore' })
  return status === MISSING_LIBRARY ? { env: { LD_LIBRARY_PATH: await unpackedLibraries(folder) } } : {}
}

const packedChromium = async (): Promise<LaunchOptions> => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')))
  const folder = join(ROOT, 'node_modules', '.cache', `chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  const executablePath = await unpackedBinary(folder)
  return { executablePath, ...(await missingLibraries(executablePath, folder)) }
}

/** How Playwright starts the Chromium of this machine: the one that `CHROMIUM` names, or the packed one, which is unpacked once; without a sandbox for root only, who can have none. */
export const chromiumOptions = async (): Promise<LaunchOptions> => {
  const executablePath = laptopSetting('CHROMIUM')
  return {
    ...(executablePath === undefined ? await packedChromium() : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  }
}
