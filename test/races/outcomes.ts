import { expect } from 'vitest'
import type { Called } from '../support/describe/call.ts'

/** Whether it was acknowledged that an operation was done. */
export const isDone = ({ status }: Called): boolean => status < 300

/** Whether it is unknown what became of an operation. */
export const isUnknown = ({ status }: Called): boolean => status === 503

/** What became of an operation: `done`, or the code of the problem. */
export const codeOf = (called: Called): string =>
  isDone(called) ? 'done' : String(called.body['type']).replace('/problems/', '')

/** Expects that each racer was done, refused with one of the codes, or is told that the table was unavailable. */
export const expectOutcomes = (called: readonly Called[], codes: readonly string[]): void => {
  for (const code of called.map(codeOf)) expect(['done', 'unavailable', ...codes]).toContain(code)
}

/** Expects that what was done lies between what was acknowledged and that with what is unknown. */
export const expectCount = (happened: number, called: readonly Called[]): void => {
  const acknowledged = called.filter(isDone).length
  expect(happened).toBeGreaterThanOrEqual(acknowledged)
  expect(happened).toBeLessThanOrEqual(acknowledged + called.filter(isUnknown).length)
}
