import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kept } from './objects.ts'

type Kind = Kept['object']
type Of<K extends Kind> = Extract<Kept, { object: K }>

const isOf = <K extends Kind>(kept: Kept | undefined, kind: K): kept is Of<K> => kept?.object === kind

/** The provider's objects, in memory and in a file. */
export interface Store {
  find<K extends Kind>(kind: K, id: string): Of<K> | undefined
  /** All of a kind, oldest first. */
  all<K extends Kind>(kind: K): readonly Of<K>[]
  put(kept: Kept): void
}

/** Reads what was put; an incomplete last line, left by a kill, was never acknowledged and is removed. */
const readLines = (file: string): Kept[] => {
  if (!existsSync(file)) return []
  const bytes = readFileSync(file)
  const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1)
  if (whole.length < bytes.length) truncateSync(file, whole.length)
  return whole
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Kept.parse(JSON.parse(line)))
}

/** Opens the objects of a file of JSON lines, the last of which says how each is now. */
export const openStore = (file: string): Store => {
  mkdirSync(dirname(file), { recursive: true })
  const kept = new Map(readLines(file).map((one) => [one.id, one]))
  return {
    find: (kind, id) => {
      const found = kept.get(id)
      return isOf(found, kind) ? found : undefined
    },
    all: (kind) => [...kept.values()].filter((one) => isOf(one, kind)),
    put: (one) => {
      appendFileSync(file, `${JSON.stringify(one)}\n`, { mode: 0o600 })
      kept.set(one.id, one)
    },
  }
}
