import * as z from 'zod'
import type { TableDeclaration } from './declared-tables.ts'
import { DynamoDbRefusal, callDynamoDb } from './dynamodb-wire.ts'

const Page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
})

const DELETE_EVERY_MS = 60_000

/** Deletes the expired items and returns how many; an item whose time was extended meanwhile stays. */
export const deleteExpired = async (
  endpoint: string,
  table: TableDeclaration,
  now: Date,
): Promise<number> => {
  const { tableName: TableName, ttlAttribute, keySchema } = table
  if (ttlAttribute === undefined) return 0
  const keys = keySchema.map(({ AttributeName }) => AttributeName)
  const expired = {
    TableName,
    ExpressionAttributeNames: { '#ttl': ttlAttribute },
    ExpressionAttributeValues: { ':now': { N: `${Math.floor(now.getTime() / 1_000)}` } },
  }
  let deleted = 0
  let from: Record<string, unknown> | undefined
  do {
    const page = Page.parse(
      await callDynamoDb(endpoint, 'DynamoDB_20120810.Scan', {
        ...expired,
        FilterExpression: '#ttl < :now',
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    )
    for (const item of page.Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]))
      try {
        await callDynamoDb(endpoint, 'DynamoDB_20120810.DeleteItem', {
          ...expired,
          Key,
          ConditionExpression: '#ttl < :now',
        })
        deleted++
      } catch (failure) {
        const isExtended =
          failure instanceof DynamoDbRefusal && failure.exception === 'ConditionalCheckFailedException'
        if (!isExtended) throw failure
      }
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return deleted
}

/** Deletes expired items once a minute, which the embedded DynamoDB does not; returns the function that stops it. */
export const startExpiry = (
  endpoint: string,
  tables: readonly TableDeclaration[],
  report: (message: string) => void,
): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  const run = async (): Promise<void> => {
    try {
      for (const table of tables) await deleteExpired(endpoint, table, new Date())
    } catch (failure) {
      report(`Expired items could not be deleted: ${String(failure)}`)
    }
    running = undefined
  }
  const timer = setInterval(() => void (running ??= run()), DELETE_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
