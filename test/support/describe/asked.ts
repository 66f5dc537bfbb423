import { appendFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect } from 'vitest'

let asking = 0
let besides = 0

/** Does something as the operation under test, so that the guards it sends are counted as its own. */
export const asked = async <T>(work: () => Promise<T>): Promise<T> => {
  asking += 1
  try {
    return await work()
  } finally {
    asking -= 1
  }
}

/** Does something beside the operation under test, such as what came before or happens meanwhile: its guards do not count. */
export const aside = async <T>(work: () => Promise<T>): Promise<T> => {
  besides += 1
  try {
    return await work()
  } finally {
    besides -= 1
  }
}

/** The guard that this run weakens; none unless the proof of the guards runs. */
export const guardWeakened = (): string | undefined => process.env['GUARD_WEAKENED'] || undefined

/** Writes down the guards that the operation under test sends, where the proof of the guards asks for them. */
export const guardsNoted = (): ((guards: readonly string[]) => void) | undefined => {
  const file = process.env['GUARDS_SEEN']
  if (!file) return undefined
  return (guards) => {
    const operation = basename(expect.getState().testPath ?? '', '.test.ts')
    if (asking > 0 && besides === 0)
      appendFileSync(file, guards.map((guard) => `${operation}: ${guard}\n`).join(''))
  }
}
