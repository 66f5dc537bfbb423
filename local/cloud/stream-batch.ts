import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { DeadLetters } from './dead-letters.ts'
import type { StreamReader } from './declared-triggers.ts'
import { FunctionFailed } from './instance.ts'
import { REGION } from './resource-names.ts'
import type { StreamRecord } from './table-stream.ts'

export interface BatchOptions {
  readonly reader: StreamReader
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>
  readonly deadLetters: DeadLetters
  /** Called with the sequence number up to which everything is handled. */
  readonly handled: (sequenceNumber: string) => void
  readonly isStopped: () => boolean
}

const Report = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullable() })).nullish(),
})

const RETRY_MS = 50
const LONGEST_RETRY_MS = 5_000

const sequenceOf = (record: StreamRecord | undefined): string => record?.dynamodb.SequenceNumber ?? ''

/** How many of the batch's records are done, counted from its start. */
const doneOf = (records: readonly StreamRecord[], reader: StreamReader, returned: unknown): number => {
  if (!reader.reportsItemFailures) return records.length
  const report = Report.safeParse(returned ?? {})
  if (!report.success) return 0
  const failures = report.data.batchItemFailures ?? []
  if (failures.length === 0) return records.length
  const places = failures.map(({ itemIdentifier }) =>
    records.findIndex((record) => sequenceOf(record) === itemIdentifier),
  )
  return Math.max(0, Math.min(...places))
}

/** Sends batches of a stream's records to its reader, with the retries, bisection and dead letters that the reader declares. */
export const batchHandler = ({ reader, invoke, deadLetters, handled, isStopped }: BatchOptions) => {
  const event = (records: readonly StreamRecord[]): object => ({
    Records: records.map((record) => ({ ...record, awsRegion: REGION, eventSourceARN: reader.streamArn })),
  })
  const attempted = async (
    records: readonly StreamRecord[],
  ): Promise<{ done: number; failure: FunctionFailed | undefined }> => {
    try {
      const returned = await invoke(reader.functionName, event(records))
      return { done: doneOf(records, reader, returned), failure: undefined }
    } catch (failure) {
      if (failure instanceof FunctionFailed) return { done: 0, failure }
      throw failure
    }
  }
  const giveUp = (
    records: readonly StreamRecord[],
    attempts: number,
    failure: FunctionFailed | undefined,
  ): void => {
    const { functionName, onFailure: destination } = reader
    const error = failure?.thrown ?? {
      errorType: 'BatchItemFailures',
      errorMessage: 'reported as failed',
      trace: [],
    }
    deadLetters.add({ functionName, source: 'stream', destination, attempts, error, event: event(records) })
    handled(sequenceOf(records.at(-1)))
  }

  const handle = async (batch: readonly StreamRecord[], attemptsBefore = 0): Promise<void> => {
    let records = batch
    for (let attempts = attemptsBefore + 1; !isStopped(); attempts++) {
      const { done, failure } = await attempted(records)
      if (isStopped() && failure !== undefined) return
      if (done > 0) handled(sequenceOf(records[done - 1]))
      if (done === records.length) return
      if (reader.bisects && done === 0 && records.length > 1) {
        // Splitting a batch does not count as a retry.
        const half = Math.ceil(records.length / 2)
        await handle(records.slice(0, half), attempts - 1)
        await handle(records.slice(half), attempts - 1)
        return
      }
      // The rest of a batch that was handled in part has failed once.
      if (done > 0) attempts = attemptsBefore + 1
      records = records.slice(done)
      const isExhausted = reader.maximumRetries >= 0 && attempts > reader.maximumRetries
      if (isExhausted) {
        giveUp(records, attempts, failure)
        return
      }
      await pause(Math.min(RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS))
    }
  }
  return (records: readonly StreamRecord[]): Promise<void> => handle(records)
}
