import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ROOT } from './state.ts'

const INPUTS = ['cdk.json', 'package-lock.json', 'docs/openapi.json', 'infra', 'functions', 'shared']

const LOCKED_AT_MOST_MS = 120_000

const newest = (path: string): number => {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const isCurrent = (assemblyDir: string): boolean => {
  const manifest = join(assemblyDir, 'manifest.json')
  if (!existsSync(manifest)) return false
  const made = statSync(manifest).mtimeMs
  return INPUTS.map((input) => join(ROOT, input)).every((path) => existsSync(path) && newest(path) < made)
}

const runCdk = async (assemblyDir: string): Promise<void> => {
  const cdk = join(ROOT, 'node_modules/aws-cdk/bin/cdk')
  const app = `"${process.execPath}" infra/app.ts`
  const child = spawn(
    process.execPath,
    [cdk, 'synth', '--quiet', '--context', 'stage=dev', '--app', app, '--output', assemblyDir],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`cdk synth failed:\n${output.trim()}`)
}

/** Waits until no other process synthesizes: the CDK refuses to run twice at once on one folder. */
const lockSynthesis = (): DatabaseSync => {
  const folder = join(ROOT, '.build')
  mkdirSync(folder, { recursive: true })
  const lock = new DatabaseSync(join(folder, 'synthesis.lock'), { timeout: LOCKED_AT_MOST_MS })
  lock.exec('BEGIN EXCLUSIVE')
  return lock
}

/** Synthesizes the cloud assembly of stage `dev` unless it is newer than its sources; returns whether it did. */
export const synthesize = async (assemblyDir: string): Promise<boolean> => {
  const lock = lockSynthesis()
  try {
    if (isCurrent(assemblyDir)) return false
    await runCdk(assemblyDir)
    return true
  } finally {
    lock.close()
  }
}
