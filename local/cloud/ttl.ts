import * as z from 'zod'
import type { TableDeclaration } from './declared-tables.ts'
import { DynamoDbRefusal, callDynamoDb } from './dynamodb-wire.ts'

const Page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
})

const SWEEP_EVERY_MS = 60_000

/** Deletes the items whose time to live is over; an item that was prolonged meanwhile stays. */
export const sweepExpired = async (endpoint: string, table: TableDeclaration, now: Date): Promise<number> => {
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
        const prolonged =
          failure instanceof DynamoDbRefusal && failure.exception === 'ConditionalCheckFailedException'
        if (!prolonged) throw failure
      }
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return deleted
}

/** Sweeps the tables once a minute, as the embedded table does not; gives the function that ends it. */
export const startTtlSweeper = (
  endpoint: string,
  tables: readonly TableDeclaration[],
  report: (message: string) => void,
): (() => Promise<void>) => {
  let sweeping: Promise<void> | undefined
  const sweep = async (): Promise<void> => {
    try {
      for (const table of tables) await sweepExpired(endpoint, table, new Date())
    } catch (failure) {
      report(`The time-to-live sweep failed: ${String(failure)}`)
    }
    sweeping = undefined
  }
  const timer = setInterval(() => void (sweeping ??= sweep()), SWEEP_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await sweeping
  }
}
