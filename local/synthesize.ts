import { fork } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { readJsonFile, writeJsonFile } from './files.ts'
import { inputsOf, stateOf } from './inputs.ts'
import { buildEnvironment } from './settings.ts'
import { ROOT } from './state.ts'
import { SYNTHESIZED } from './synthesized.ts'

const LOCKED_AT_MOST_MS = 120_000

const Kept = z.record(z.string(), z.object({ inputs: z.string(), assembly: z.string() }))

const assemblyNow = (assemblyDir: string): string => hash('sha256', stateOf(assemblyDir))

/** What was synthesized; nothing where that cannot be read. */
const keptIn = (file: string): z.infer<typeof Kept> => {
  try {
    return readJsonFile(file, Kept, {})
  } catch {
    return {}
  }
}

const runApp = async (assemblyDir: string): Promise<void> => {
  const child = fork(join(import.meta.dirname, 'synthesis.ts'), [assemblyDir], {
    cwd: ROOT,
    env: buildEnvironment(),
    silent: true,
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const [said] = await Promise.race([once(child, 'message'), once(child, 'close')])
  if (said !== SYNTHESIZED) throw new Error(`The template could not be synthesized:\n${output.trim()}`)
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
    const kept = keptIn(file)
    const inputs = inputsOf(ROOT)
    const last = kept[assemblyDir]
    const isWhole = last?.assembly === assemblyNow(assemblyDir)
    if (isWhole && last.inputs === inputs) return false
    // The CDK leaves an asset's folder as it is, whatever is in it.
    if (!isWhole) rmSync(assemblyDir, { recursive: true, force: true })
    await runApp(assemblyDir)
    writeJsonFile(file, { ...kept, [assemblyDir]: { inputs, assembly: assemblyNow(assemblyDir) } })
    return true
  } finally {
    lock.close()
  }
}
