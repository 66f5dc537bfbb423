import { callDynamoDb } from '../local/cloud/dynamodb-wire.ts'
import type { Scene } from './scene.ts'

const ITEMS_A_BATCH = 25
const BATCHES_AT_ONCE = 8

const wire = (value: unknown): object => {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (Array.isArray(value)) return { L: value.map(wire) }
  return { M: members(Object(value)) }
}

const members = (item: object): object =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, wire(value)]))

const putRequest = (item: object) => ({ PutRequest: { Item: members(item) } })

/** Puts the items of many things that are alike into the table, in batches and not through the meter. */
export const load = async (
  { endpoint, tableName }: Pick<Scene, 'endpoint' | 'tableName'>,
  count: number,
  itemsOf: () => readonly object[],
): Promise<void> => {
  const thingsABatch = Math.floor(ITEMS_A_BATCH / itemsOf().length)
  let left = count
  const loader = async (): Promise<void> => {
    while (left > 0) {
      const taken = Math.min(left, thingsABatch)
      left -= taken
      const requests = Array.from({ length: taken }, itemsOf).flat().map(putRequest)
      await callDynamoDb(endpoint, 'DynamoDB_20120810.BatchWriteItem', {
        RequestItems: { [tableName]: requests },
      })
    }
  }
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, loader))
}
