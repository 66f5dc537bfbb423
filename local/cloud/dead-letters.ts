import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { arnOf } from './resource-names.ts'
import type { Thrown } from './worker-messages.ts'

/** An event that a function failed on, with all its retries. */
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
  /** From now on sends each dead letter to a function; those of that function itself stay in the file. */
  deliverTo(functionName: string, invoke: (functionName: string, event: unknown) => Promise<void>): void
  add(letter: DeadLetter): void
}

/** The message that Lambda sends to the failure destination: with the event, but without the records of a stream. */
const messageOf = ({ functionName, source, attempts, error, event }: DeadLetter): object => ({
  messageId: randomUUID(),
  messageAttributes: {},
  eventSource: 'aws:sqs',
  body: JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      functionArn: `${arnOf('AWS::Lambda::Function', functionName)}:$LATEST`,
      condition: source === 'stream' ? 'RetryAttemptsExhausted' : 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    ...(source === 'stream' ? { DDBStreamBatchInfo: {} } : { requestPayload: event, responsePayload: error }),
  }),
})

/** Keeps dead letters as lines of `dead-letters.jsonl`, and sends them to the function that reads their queue. */
export const openDeadLetters = (stateDir: string): DeadLetters => {
  mkdirSync(stateDir, { recursive: true })
  const file = join(stateDir, 'dead-letters.jsonl')
  let deliver = (_letter: DeadLetter): void => {}
  return {
    file,
    deliverTo(reader, invoke) {
      deliver = (letter) => {
        if (letter.functionName !== reader) void invoke(reader, { Records: [messageOf(letter)] })
      }
    },
    add(letter) {
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...letter })}\n`, {
        mode: 0o600,
      })
      deliver(letter)
    },
  }
}
