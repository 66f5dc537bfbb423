import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from './state.ts'

const INPUTS = ['cdk.json', 'package-lock.json', 'docs/openapi.json', 'infra', 'functions', 'shared']

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

/** Synthesizes the cloud assembly of stage `dev` unless it is newer than all it is made of; tells whether it did. */
export const synthesize = async (assemblyDir: string): Promise<boolean> => {
  if (isCurrent(assemblyDir)) return false
  const cdk = join(ROOT, 'node_modules/aws-cdk/bin/cdk')
  const path = [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  const child = spawn(
    process.execPath,
    [cdk, 'synth', '--quiet', '--context', 'stage=dev', '--output', assemblyDir],
    { cwd: ROOT, env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`cdk synth failed:\n${said.trim()}`)
  return true
}
