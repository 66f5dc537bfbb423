import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Thrown } from './worker-messages.ts'

/** An event that a function could not take, after all its retries. */
export interface DeadLetter {
  readonly functionName: string
  readonly source: 'asynchronous' | 'stream'
  /** The ARN of the declared failure destination. */
  readonly destination: string | undefined
  readonly attempts: number
  readonly error: Thrown
  readonly event: unknown
}

export interface DeadLetters {
  readonly file: string
  add(letter: DeadLetter): void
}

/** Keeps dead letters as lines of `dead-letters.jsonl`, which stands for every failure queue. */
export const openDeadLetters = (stateDir: string): DeadLetters => {
  mkdirSync(stateDir, { recursive: true })
  const file = join(stateDir, 'dead-letters.jsonl')
  const add = (letter: DeadLetter): void =>
    appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...letter })}\n`, { mode: 0o600 })
  return { file, add }
}
