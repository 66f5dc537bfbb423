import { BatchGetItemCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'

const TableName = process.env['TABLE_NAME'] ?? ''
const client = new DynamoDBClient({ maxAttempts: 3 })
const key = (sk: string) => ({ pk: { S: 'BENCH' }, sk: { S: sk } })

/** The least that the table's client can do for an operation: one read of an item. */
export const readOne = () =>
  client.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('0')], ConsistentRead: true } } }),
  )

/** One commit of so many small items. */
export const writeItems = (count: number) =>
  client.send(
    new TransactWriteItemsCommand({
      TransactItems: Array.from({ length: count }, (_, index) => ({
        Put: { TableName, Item: key(String(index)) },
      })),
    }),
  )

/** What the client alone takes, without an operation around it. */
export const handler = async () => {
  await readOne()
  await writeItems(1)
  return { statusCode: 200 }
}
