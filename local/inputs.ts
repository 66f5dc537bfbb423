import { hash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a synthesis reads. */
const INPUTS = [
  'cdk.json',
  'console',
  'docs/openapi.json',
  'functions',
  'infra',
  'local/synthesis.ts',
  'package-lock.json',
  'package.json',
  'shared',
  'tsconfig.json',
]

/** A file, or all files of a folder, as the file system tells of them: whatever changes one, or its times, moves its `ctime` on. */
export const stateOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return `${path} absent\n`
  if (!found.isDirectory()) return `${path} ${found.size} ${found.ctimeMs}\n`
  const inside = readdirSync(path).toSorted()
  return inside.map((name) => stateOf(join(path, name))).join('')
}

/** Changes with each file that a synthesis in this folder reads, and with each that comes or goes. */
export const inputsOf = (root: string): string =>
  hash('sha256', INPUTS.map((input) => stateOf(join(root, input))).join(''))
