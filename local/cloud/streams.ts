import { join } from 'node:path'
import * as z from 'zod'
import { readJsonFile, writeJsonFile } from '../files.ts'
import type { Assembly } from './assembly.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { StreamReader } from './declared-triggers.ts'
import { fitsPattern } from './event-pattern.ts'
import { batchHandler } from './stream-batch.ts'
import { type ShardReader, type StreamRecord, readShard, shardsOf, streamArnOf } from './table-stream.ts'

export interface StreamsOptions {
  readonly assembly: Assembly
  /** The DynamoDB endpoint. */
  readonly dynamodb: string
  readonly stateDir: string
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>
  readonly deadLetters: DeadLetters
  readonly report: (message: string) => void
}

export interface Streams {
  /** Resolves once every record written before the call is handled. */
  drain(): Promise<void>
  stop(): Promise<void>
}

const Checkpoints = z.record(
  z.string(),
  z.object({ streamArn: z.string(), after: z.record(z.string(), z.string()) }),
)

const POLL_MS = 50
const IDLE_POLL_MS = 250
const RETRY_MS = 1_000
const DESCRIBE_EVERY_MS = 5_000

const openCheckpoints = (stateDir: string) => {
  const file = join(stateDir, 'stream-checkpoint.json')
  const all = readJsonFile(file, Checkpoints, {})
  return {
    after: (reader: string, streamArn: string): Readonly<Record<string, string>> => {
      const kept = all[reader]
      return kept?.streamArn === streamArn ? kept.after : {}
    },
    save: (reader: string, streamArn: string, shardId: string, sequenceNumber: string): void => {
      const kept = all[reader]
      const after = kept?.streamArn === streamArn ? kept.after : {}
      all[reader] = { streamArn, after: { ...after, [shardId]: sequenceNumber } }
      writeJsonFile(file, all)
    },
  }
}

/** Reads the tables' streams for their functions; after a kill it goes on behind the last handled batch, so each record comes at least once. */
export const startStreams = (options: StreamsOptions): Streams => {
  const { assembly, dynamodb, deadLetters, invoke, report } = options
  const checkpoints = openCheckpoints(options.stateDir)
  let stopped = false

  const follow = (reader: StreamReader) => {
    const table = assembly.tables.find(({ streamArn }) => streamArn === reader.streamArn)
    if (table === undefined)
      throw new Error(`The assembly has no table for the stream that ${reader.functionName} reads.`)
    const shards = new Map<string, ShardReader>()
    let streamArn: string | undefined
    let shardIds: readonly string[] = []
    let describedAt = -Infinity
    let waiters: (() => void)[] = []
    let wake = (): void => {}
    const sleep = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })

    const passes = (record: StreamRecord): boolean =>
      reader.filters.length === 0 || reader.filters.some((pattern) => fitsPattern(pattern, record))

    const handlePage = async (arn: string, shardId: string, page: readonly StreamRecord[]): Promise<void> => {
      const handled = (sequenceNumber: string): void =>
        checkpoints.save(reader.id, arn, shardId, sequenceNumber)
      const handle = batchHandler({ reader, invoke, deadLetters, handled, isStopped: () => stopped })
      const passing = page.filter(passes)
      for (let from = 0; from < passing.length && !stopped; from += reader.batchSize)
        await handle(passing.slice(from, from + reader.batchSize))
    }
    const poll = async (): Promise<number> => {
      const arn = (streamArn ??= await streamArnOf(dynamodb, table.tableName))
      if (performance.now() - describedAt > DESCRIBE_EVERY_MS) {
        shardIds = await shardsOf(dynamodb, arn)
        describedAt = performance.now()
      }
      let count = 0
      for (const shardId of shardIds) {
        const after = checkpoints.after(reader.id, arn)[shardId]
        const shard = shards.get(shardId) ?? readShard(dynamodb, arn, shardId, after)
        shards.set(shardId, shard)
        const page = await shard.next()
        count += page.length
        await handlePage(arn, shardId, page)
      }
      return count
    }
    const run = async (): Promise<void> => {
      let wait = POLL_MS
      while (!stopped) {
        const waiting = waiters
        waiters = []
        try {
          const count = await poll()
          if (count === 0) {
            for (const resolve of waiting) resolve()
            wait = Math.min(wait * 1.25, IDLE_POLL_MS)
          } else {
            waiters.push(...waiting)
            wait = POLL_MS
          }
        } catch (failure) {
          waiters.push(...waiting)
          shards.clear()
          streamArn = undefined
          describedAt = -Infinity
          if (!stopped) report(`The stream of ${table.tableName} could not be read: ${String(failure)}`)
          wait = RETRY_MS
        }
        if (!stopped && (waiters.length === 0 || wait === RETRY_MS)) await sleep(wait)
      }
      for (const resolve of waiters) resolve()
    }
    const running = run()
    return {
      drained: (): Promise<void> =>
        new Promise((resolve) => {
          if (stopped) return resolve()
          waiters.push(resolve)
          wake()
        }),
      stop: async (): Promise<void> => {
        wake()
        await running
      },
    }
  }

  const followers = assembly.streamReaders.map(follow)
  return {
    async drain() {
      await Promise.all(followers.map(({ drained }) => drained()))
    },
    async stop() {
      stopped = true
      await Promise.all(followers.map(({ stop }) => stop()))
    },
  }
}
