import type { Context } from 'aws-lambda'
import * as z from 'zod'
import type { Job } from './job.ts'
import type { EventDeclaration, Operation } from '../../shared/declaration/operation.ts'
import { ALL_SHARDS, DUE_SHARDS, type ShardRange } from '../../shared/table/due.ts'
import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import type { Key } from '../../shared/table/table.ts'
import { openJob } from './job.ts'
import { errorOf, log } from './log.ts'
import { world } from '../outside/world.ts'

type Counts = Readonly<Record<string, number>>

const logged = async <T>(
  { name }: Operation<EventDeclaration>,
  context: Context,
  run: () => Promise<{ answer: T; counts?: Counts }>,
): Promise<T> => {
  const startedMs = world.realMs()
  const line = { operation: name, requestId: context.awsRequestId }
  try {
    const { answer, counts } = await run()
    log({ ...line, outcome: 'done', milliseconds: world.realMs() - startedMs, ...(counts ? { counts } : {}) })
    return answer
  } catch (thrown) {
    const outcome = thrown instanceof Problem ? thrown.type.code : 'defect'
    log({ ...line, outcome, milliseconds: world.realMs() - startedMs, error: errorOf(thrown) })
    throw thrown
  }
}

const jobOf = (
  { name }: Operation<EventDeclaration>,
  context: Context,
  shards?: ShardRange,
  read?: ItemReader<Kind, Kind>,
): Promise<Job> => openJob(name, { kind: 'function', name }, context, shards, read)

const LAST_SHARD = DUE_SHARDS - 1
const NO_SHARD = `A shard is a whole number from 0 to ${LAST_SHARD}`
const Shard = z.int(NO_SHARD).min(0, NO_SHARD).max(LAST_SHARD, NO_SHARD)

/** What a schedule may send: which shards of the due index to work on; all of them unless it names some. */
const ScheduleEvent = z.object({
  shards: z
    .strictObject({ first: Shard, last: Shard })
    .refine(({ first, last }) => first <= last, 'The last shard comes before the first')
    .optional(),
})

/** Serves a schedule; the counts of what it did are logged. Several schedules may share the work of one function by naming shards. */
export const serveSchedule =
  (operation: Operation<EventDeclaration>, run: (job: Job) => Promise<Counts>) =>
  (event: unknown, context: Context): Promise<void> =>
    logged(operation, context, async () => {
      const { shards } = ScheduleEvent.parse(event)
      return { answer: undefined, counts: await run(await jobOf(operation, context, shards)) }
    })

const StreamEvent = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
      }),
    }),
  ),
})

const STREAM_WORKERS = 8

/** Serves the table's stream: several items at once, in no order; one that fails is reported, so that it is delivered again. */
export const serveStream =
  (operation: Operation<EventDeclaration>, take: (job: Job, key: Key) => Promise<void>) =>
  (event: unknown, context: Context): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> =>
    logged(operation, context, async () => {
      const { Records } = StreamEvent.parse(event)
      const job = await jobOf(operation, context)
      const batchItemFailures: { itemIdentifier: string }[] = []
      const taken = async ({ dynamodb }: (typeof Records)[number]): Promise<void> => {
        try {
          await take(job, { pk: dynamodb.Keys.pk.S, sk: dynamodb.Keys.sk.S })
        } catch (thrown) {
          log({
            operation: operation.name,
            requestId: context.awsRequestId,
            outcome: 'item-failed',
            milliseconds: 0,
            error: errorOf(thrown),
          })
          batchItemFailures.push({ itemIdentifier: dynamodb.SequenceNumber })
        }
      }
      const waiting = Records.values()
      const worker = async (): Promise<void> => {
        for (const record of waiting) await taken(record)
      }
      await Promise.all(Array.from({ length: STREAM_WORKERS }, worker))
      return {
        answer: { batchItemFailures },
        counts: { taken: Records.length, failed: batchItemFailures.length },
      }
    })

/** Serves messages of a queue, each taken on its own; one that fails makes its whole batch come again, so a message that is taken twice must have no second effect. */
export const serveQueue =
  <S extends z.ZodType>(
    operation: Operation<EventDeclaration>,
    schema: S,
    take: (job: Job, message: z.output<S>) => Promise<void>,
  ) =>
  (event: unknown, context: Context): Promise<void> =>
    logged(operation, context, async () => {
      const { Records } = z.object({ Records: z.array(schema) }).parse(event)
      const job = await jobOf(operation, context)
      for (const message of Records) await take(job, message)
      return { answer: undefined, counts: { taken: Records.length } }
    })

/** Serves one event of a given shape, with the job on a reader where it opens one, and returns the answer that its sender waits for, if any. */
export const serveEvent =
  <S extends z.ZodType, T>(
    operation: Operation<EventDeclaration>,
    schema: S,
    answer: (event: z.output<S>, job: (read: ItemReader<Kind, Kind>) => Promise<Job>) => Promise<T>,
  ) =>
  (event: unknown, context: Context): Promise<T> =>
    logged(operation, context, async () => ({
      answer: await answer(schema.parse(event), (read) => jobOf(operation, context, ALL_SHARDS, read)),
    }))
