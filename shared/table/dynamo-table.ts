import {
  TransactionCanceledException,
  TransactionInProgressException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { unavailable } from '../kernel/problems.ts'
import { conditionExpression, Placeholders, updateExpression } from './expression.ts'
import { indexes } from './kinds.ts'
import type { CommitOutcome, Key, Page, Position, Query, StoredItem, Table, Write } from './table.ts'

const hasText = (item: object, name: string): boolean => typeof Reflect.get(item, name) === 'string'

/** Only its key is looked at here: the item itself is parsed by the record that it is read for. */
const StoredItemSchema = z.custom<StoredItem>(
  (item) => typeof item === 'object' && item !== null && hasText(item, 'pk') && hasText(item, 'sk'),
)
const PositionSchema = z.record(z.string(), z.string())

const ATTEMPTS = 5
const LONGEST_WAIT_MS = 2_000

type TransactItem = NonNullable<
  ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']
>[number]

const transactItem = (tableName: string, write: Write, commitId: string): TransactItem => {
  const placeholders = new Placeholders()
  const condition = write.condition && conditionExpression(write.condition, placeholders)
  const update = write.verb === 'update' ? updateExpression(write, placeholders) : ''
  const common = {
    TableName: tableName,
    ...(condition ? { ConditionExpression: condition } : {}),
    ...placeholders.attributes(),
  }
  switch (write.verb) {
    case 'put':
      return { Put: { ...common, Item: { ...write.item, commitId } } }
    case 'update':
      return { Update: { ...common, Key: write.key, UpdateExpression: update } }
    case 'delete':
      return { Delete: { ...common, Key: write.key } }
    case 'check':
      return { ConditionCheck: { ...common, Key: write.key, ConditionExpression: condition ?? '' } }
  }
}

/** The put whose item tells whether a commit happened: an audit entry where there is one, as those are never overwritten. */
const witnessOf = (writes: readonly Write[]): Key | undefined => {
  const puts = writes.filter((write) => write.verb === 'put').map(({ item }) => item)
  const { pk, sk } = puts.find((item) => item.pk.startsWith('AUDIT#')) ?? puts[0] ?? {}
  return pk === undefined || sk === undefined ? undefined : { pk, sk }
}

const isTransient = (code: string | undefined): boolean =>
  code !== undefined &&
  ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'].includes(code)

const wasRetried = (error: unknown): boolean =>
  z.object({ $metadata: z.object({ attempts: z.number().min(2) }) }).safeParse(error).success

const isRefusedByService = (error: unknown): boolean =>
  z.object({ $metadata: z.object({ httpStatusCode: z.number().min(400).max(499) }) }).safeParse(error).success

const isThrottled = (error: unknown): boolean =>
  error instanceof Error &&
  ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'].includes(
    error.name,
  )

/** Sends a request; throws `unavailable` if the table gave no answer even to the client's retries. */
const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (error) {
    if (isRefusedByService(error) && !isThrottled(error)) throw error
    throw unavailable({ retryAfterSeconds: 1 })
  }
}

interface Outside {
  readonly client: DynamoDBClient
  /** Waits before a retry, counted from 1. */
  readonly pause: (attempt: number) => Promise<void>
}

/** The table on Amazon DynamoDB, through one client that keeps its connections. */
export const dynamoTable = (tableName: string, { client, pause }: Outside): Table => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })

  const read = async (keys: readonly Key[]): Promise<readonly (StoredItem | undefined)[]> => {
    const distinct = [
      ...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, { pk: key.pk, sk: key.sk }])).values(),
    ]
    const found = new Map<string, StoredItem>()
    let wanted: Record<string, unknown>[] = distinct
    for (let attempt = 0; wanted.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS) throw unavailable({ retryAfterSeconds: 1 })
      if (attempt > 0) await pause(attempt)
      const answer = await answered(
        documents.send(
          new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
        ),
      )
      for (const raw of answer.Responses?.[tableName] ?? []) {
        const item = StoredItemSchema.parse(raw)
        found.set(`${item.pk} ${item.sk}`, item)
      }
      wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? []
    }
    return keys.map(({ pk, sk }) => found.get(`${pk} ${sk}`))
  }

  const query = async (wanted: Query): Promise<Page<StoredItem>> => {
    const placeholders = new Placeholders()
    const { partition, sort } = wanted.index ? indexes[wanted.index] : { partition: 'pk', sort: 'sk' }
    const conditions = [`${placeholders.name(partition)} = ${placeholders.value(wanted.partition)}`]
    if (wanted.prefix !== undefined)
      conditions.push(`begins_with(${placeholders.name(sort)}, ${placeholders.value(wanted.prefix)})`)
    const { from, upTo } = wanted
    if (from !== undefined && upTo !== undefined) {
      // DynamoDB refuses bounds that hold nothing.
      if (Buffer.from(from).compare(Buffer.from(upTo)) > 0) return { items: [] }
      const bounds = `${placeholders.value(from)} AND ${placeholders.value(upTo)}`
      conditions.push(`${placeholders.name(sort)} BETWEEN ${bounds}`)
    } else if (from !== undefined)
      conditions.push(`${placeholders.name(sort)} >= ${placeholders.value(from)}`)
    else if (upTo !== undefined) conditions.push(`${placeholders.name(sort)} <= ${placeholders.value(upTo)}`)
    const command = new QueryCommand({
      TableName: tableName,
      ...(wanted.index ? { IndexName: wanted.index } : { ConsistentRead: true }),
      KeyConditionExpression: conditions.join(' AND '),
      ...placeholders.attributes(),
      ScanIndexForward: !wanted.newestFirst,
      Limit: wanted.limit,
      ...(wanted.after ? { ExclusiveStartKey: { ...wanted.after } } : {}),
    })
    const answer = await answered(documents.send(command))
    const after: Position | undefined =
      answer.LastEvaluatedKey && PositionSchema.parse(answer.LastEvaluatedKey)
    return { items: z.array(StoredItemSchema).parse(answer.Items ?? []), ...(after ? { after } : {}) }
  }

  const commit = async (writes: readonly Write[], commitId: string): Promise<CommitOutcome> => {
    const command = new TransactWriteCommand({
      TransactItems: writes.map((write) => transactItem(tableName, write, commitId)),
      ClientRequestToken: commitId,
    })
    const hasHappened = async (): Promise<boolean> => {
      const witness = witnessOf(writes)
      if (!witness) return false
      const [item] = await read([witness])
      return item?.['commitId'] === commitId
    }
    let mayHaveHappened = false
    const startedMs = performance.now()
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(attempt)
      try {
        await documents.send(command)
        return { committed: true }
      } catch (error) {
        mayHaveHappened ||= wasRetried(error)
        if (error instanceof TransactionCanceledException) {
          const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code)
          const conflicts = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []))
          if (conflicts.length > 0)
            return mayHaveHappened && (await hasHappened())
              ? { committed: true }
              : { committed: false, conflicts }
          if (!codes.some(isTransient)) throw error
        } else if (!isThrottled(error)) {
          if (
            isRefusedByService(error) &&
            !mayHaveHappened &&
            !(error instanceof TransactionInProgressException)
          )
            throw error
          mayHaveHappened = true
          if (await hasHappened()) return { committed: true }
          if (performance.now() - startedMs > LONGEST_WAIT_MS) throw unavailable({ retryAfterSeconds: 1 })
        }
      }
    }
    if (mayHaveHappened && (await hasHappened())) return { committed: true }
    throw unavailable({ retryAfterSeconds: 1 })
  }

  return { read, query, commit }
}
