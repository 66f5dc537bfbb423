import { appendFileSync, existsSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { expect } from 'vitest'
import * as z from 'zod'

let recordings = 0
let pauses = 0

/** Runs something as the operation under test: the guards that it sends are recorded. */
export const recordGuards = async <T>(work: () => Promise<T>): Promise<T> => {
  recordings += 1
  try {
    return await work()
  } finally {
    recordings -= 1
  }
}

/** Runs something that is not the operation under test, such as an arrangement: its guards are not recorded. */
export const withoutRecording = async <T>(work: () => Promise<T>): Promise<T> => {
  pauses += 1
  try {
    return await work()
  } finally {
    pauses -= 1
  }
}

const ROOT = join(import.meta.dirname, '../../..')

const WithHandler = z.object({ handler: z.custom<object>((value) => typeof value === 'function') })

/** Whether a handler is that of the operation whose test file runs; in a test of what several operations share each is. */
export const isUnderTest = async (handler: object): Promise<boolean> => {
  if (!process.env['GUARDS_SEEN']) return true
  const source = relative(ROOT, expect.getState().testPath ?? '')
    .replace(/^test/, 'functions')
    .replace('.test.ts', '.ts')
  const own = existsSync(join(ROOT, source)) && WithHandler.safeParse(await import(join(ROOT, source)))
  return !own || !own.success || own.data.handler === handler
}

/** The guard that this run takes out of every transaction (GUARD_WEAKENED); none unless the proof of the guards runs. */
export const weakenedGuard = (): string | undefined => process.env['GUARD_WEAKENED'] || undefined

/** Writes each guard that the operation under test sends to the file GUARDS_SEEN; nothing without that setting. */
export const guardRecorder = (): ((guards: readonly string[]) => void) | undefined => {
  const file = process.env['GUARDS_SEEN']
  if (!file) return undefined
  return (guards) => {
    const operation = basename(expect.getState().testPath ?? '', '.test.ts')
    // How refused attempts are logged and counted is the same code for every operation, and proven once.
    const isRefusal = guards.some((guard) => guard.includes(' REFUSALS/'))
    if (recordings > 0 && pauses === 0 && (!isRefusal || operation === 'refused-attempt'))
      appendFileSync(file, guards.map((guard) => `${operation}: ${guard}\n`).join(''))
  }
}
