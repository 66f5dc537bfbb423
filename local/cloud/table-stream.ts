import * as z from 'zod'
import { DynamoDbRefusal, callDynamoDb } from './dynamodb-wire.ts'

export const StreamRecord = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
})
/** A change of one item, as DynamoDB Streams reports it. */
export type StreamRecord = z.infer<typeof StreamRecord>

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) })
const Described = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
})
const Iterator = z.object({ ShardIterator: z.string() })
const Page = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().optional() })

const LARGEST_PAGE = 1_000

/** The ARN of a table's stream; a table that is created again has a new one. */
export const streamArnOf = async (endpoint: string, tableName: string): Promise<string> => {
  const answer = await callDynamoDb(endpoint, 'DynamoDBStreams_20120810.ListStreams', {
    TableName: tableName,
  })
  const arn = Streams.parse(answer).Streams.at(-1)?.StreamArn
  if (arn === undefined) throw new Error(`The table ${tableName} has no stream.`)
  return arn
}

/** The stream's shards, parents first. */
export const shardsOf = async (endpoint: string, streamArn: string): Promise<string[]> => {
  const answer = await callDynamoDb(endpoint, 'DynamoDBStreams_20120810.DescribeStream', {
    StreamArn: streamArn,
  })
  return Described.parse(answer).StreamDescription.Shards.map(({ ShardId }) => ShardId)
}

/** Reads one shard page by page, from after the given sequence number or from its oldest record. */
export interface ShardReader {
  next(): Promise<readonly StreamRecord[]>
}

export const readShard = (
  endpoint: string,
  streamArn: string,
  shardId: string,
  after: string | undefined,
): ShardReader => {
  let iterator: string | undefined
  let last = after
  const open = async (): Promise<string> => {
    const from =
      last === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last }
    const request = { StreamArn: streamArn, ShardId: shardId, ...from }
    try {
      return Iterator.parse(
        await callDynamoDb(endpoint, 'DynamoDBStreams_20120810.GetShardIterator', request),
      ).ShardIterator
    } catch (failure) {
      const isTrimmed =
        failure instanceof DynamoDbRefusal && failure.exception === 'TrimmedDataAccessException'
      if (!isTrimmed) throw failure
      last = undefined
      return open()
    }
  }
  return {
    async next() {
      iterator ??= await open()
      try {
        const request = { ShardIterator: iterator, Limit: LARGEST_PAGE }
        const page = Page.parse(await callDynamoDb(endpoint, 'DynamoDBStreams_20120810.GetRecords', request))
        last = page.Records.at(-1)?.dynamodb.SequenceNumber ?? last
        iterator = page.NextShardIterator
        return page.Records
      } catch (failure) {
        iterator = undefined
        throw failure
      }
    },
  }
}
