import { spawn } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { readJsonFile, writeJsonFile } from './files.ts'
import { ROOT } from './state.ts'

const INPUTS = [
  'cdk.json',
  'docs/openapi.json',
  'functions',
  'infra',
  'local/synthesis.ts',
  'package-lock.json',
  'package.json',
  'shared',
  'tsconfig.json',
]

const LOCKED_AT_MOST_MS = 120_000

const Kept = z.record(z.string(), z.object({ inputs: z.string(), manifest: z.string() }))

/** A file or folder as its file system tells; each change of a file, of its name or of its times moves `ctime` on. */
const stateOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return `${path} absent\n`
  if (!found.isDirectory()) return `${path} ${found.size} ${found.ctimeMs}\n`
  const inside = readdirSync(path).toSorted()
  return inside.map((name) => stateOf(join(path, name))).join('')
}
const inputsNow = (): string => hash('sha256', INPUTS.map((input) => stateOf(join(ROOT, input))).join(''))
const manifestNow = (assemblyDir: string): string => stateOf(join(assemblyDir, 'manifest.json'))

const runApp = async (assemblyDir: string): Promise<void> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'synthesis.ts'), assemblyDir], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`The template could not be synthesized:\n${output.trim()}`)
}

/** Waits until no other process synthesizes: the CDK refuses to run twice at once on one folder. */
const lockSynthesis = (folder: string): DatabaseSync => {
  mkdirSync(folder, { recursive: true })
  const lock = new DatabaseSync(join(folder, 'synthesis.lock'), { timeout: LOCKED_AT_MOST_MS })
  lock.exec('BEGIN EXCLUSIVE')
  return lock
}

/** Synthesizes the cloud assembly of stage `dev`, as `cdk synth` does, unless its sources and itself are as after the last time; returns whether it did. */
export const synthesize = async (assemblyDir: string): Promise<boolean> => {
  const folder = join(ROOT, '.build')
  const file = join(folder, 'synthesized.json')
  const lock = lockSynthesis(folder)
  try {
    const kept = readJsonFile(file, Kept, {})
    const inputs = inputsNow()
    const last = kept[assemblyDir]
    if (last?.inputs === inputs && last.manifest === manifestNow(assemblyDir)) return false
    await runApp(assemblyDir)
    writeJsonFile(file, { ...kept, [assemblyDir]: { inputs, manifest: manifestNow(assemblyDir) } })
    return true
  } finally {
    lock.close()
  }
}
