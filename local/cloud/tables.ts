import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { TableDeclaration } from './declared-tables.ts'
import { DynamoDbRefusal, callDynamoDb } from './dynamodb-wire.ts'

const Described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), IndexStatus: z.string().optional() }))
      .default([]),
    StreamSpecification: z.object({ StreamEnabled: z.boolean() }).optional(),
  }),
})
type Described = z.infer<typeof Described>['Table']

const STATUS_EVERY_MS = 20

const describe = async (endpoint: string, tableName: string): Promise<Described | undefined> => {
  try {
    const answer = await callDynamoDb(endpoint, 'DynamoDB_20120810.DescribeTable', { TableName: tableName })
    return Described.parse(answer).Table
  } catch (failure) {
    if (failure instanceof DynamoDbRefusal && failure.exception === 'ResourceNotFoundException')
      return undefined
    throw failure
  }
}

const isReady = ({ TableStatus, GlobalSecondaryIndexes: indexes }: Described): boolean =>
  TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus = 'ACTIVE' }) => IndexStatus === 'ACTIVE')

const untilReady = async (endpoint: string, tableName: string): Promise<Described> => {
  for (;;) {
    const table = await describe(endpoint, tableName)
    if (table !== undefined && isReady(table)) return table
    await pause(STATUS_EVERY_MS)
  }
}

const streamSpecification = ({ streamView }: TableDeclaration) =>
  streamView === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: streamView } }

const create = (endpoint: string, table: TableDeclaration): Promise<unknown> =>
  callDynamoDb(endpoint, 'DynamoDB_20120810.CreateTable', {
    TableName: table.tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: table.attributes,
    KeySchema: table.keySchema,
    ...(table.indexes.length === 0 ? {} : { GlobalSecondaryIndexes: table.indexes }),
    ...streamSpecification(table),
  })

const enableTtl = async (endpoint: string, { tableName, ttlAttribute }: TableDeclaration): Promise<void> => {
  if (ttlAttribute === undefined) return
  const specification = { AttributeName: ttlAttribute, Enabled: true }
  try {
    await callDynamoDb(endpoint, 'DynamoDB_20120810.UpdateTimeToLive', {
      TableName: tableName,
      TimeToLiveSpecification: specification,
    })
  } catch (failure) {
    // It is enabled already; the laptop itself deletes expired items in any case.
    if (!(failure instanceof DynamoDbRefusal)) throw failure
  }
}

/** Adds the indexes and the stream that a later version of the stack declares; no item is touched. */
const extend = async (endpoint: string, table: TableDeclaration, existing: Described): Promise<void> => {
  const update = async (change: object): Promise<void> => {
    await callDynamoDb(endpoint, 'DynamoDB_20120810.UpdateTable', {
      TableName: table.tableName,
      AttributeDefinitions: table.attributes,
      ...change,
    })
    await untilReady(endpoint, table.tableName)
  }
  const present = new Set(existing.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName))
  for (const index of table.indexes)
    if (!present.has(index.IndexName)) await update({ GlobalSecondaryIndexUpdates: [{ Create: index }] })
  if (table.streamView !== undefined && existing.StreamSpecification?.StreamEnabled !== true)
    await update(streamSpecification(table))
}

/** Creates the tables that do not exist and adds missing indexes; data is never deleted. */
export const createTables = async (endpoint: string, tables: readonly TableDeclaration[]): Promise<void> => {
  for (const table of tables) {
    const existing = await describe(endpoint, table.tableName)
    if (existing === undefined) {
      await create(endpoint, table)
      await untilReady(endpoint, table.tableName)
      await enableTtl(endpoint, table)
    } else await extend(endpoint, table, existing)
  }
}
