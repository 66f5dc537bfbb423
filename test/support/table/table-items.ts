import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { BatchGetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { keyText } from '../../../shared/table/reader.ts'
import type { Key, StoredItem } from '../../../shared/table/table.ts'
import { writesSent } from '../faults/guards.ts'

const Items = z.array(z.looseObject({ pk: z.string(), sk: z.string() }))
const MOST_KEYS = 100

/** What functions ask of the table without writing. */
const READS: readonly string[] = ['BatchGetItem', 'Query']

const inOrder = (items: Iterable<StoredItem>): StoredItem[] =>
  [...items].sort((one, other) => (keyText(one) < keyText(other) ? -1 : 1))

/**
 * The items of a table, of which only those are read again that a request may have written since the last look.
 * An item that nothing wrote stays the same object, so that two looks compare quickly.
 */
export const tableItems = (tableName: string, documents: DynamoDBDocumentClient) => {
  let known = new Map<string, StoredItem>()
  let sorted: readonly StoredItem[] = []
  let reading: Promise<unknown> = Promise.resolve()
  const stale = new Map<string, Key>()
  const unexpected: string[] = []

  const readStale = async (): Promise<void> => {
    const keys = [...stale.values()].slice(0, MOST_KEYS)
    if (keys.length === 0) return
    for (const key of keys) stale.delete(keyText(key))
    const { Responses, UnprocessedKeys } = await documents.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
    )
    if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('The table left keys unread')
    for (const key of keys) known.delete(keyText(key))
    for (const item of Items.parse(Responses?.[tableName] ?? [])) known.set(keyText(item), item)
    return readStale()
  }
  const refreshed = async (): Promise<readonly StoredItem[]> => {
    if (stale.size > 0) {
      await readStale()
      sorted = inOrder(known.values())
    }
    return sorted
  }

  // No item has an empty key, and none can be asked for.
  const noteWrite = ({ pk, sk }: Key): void => {
    if (pk !== '' && sk !== '') stale.set(keyText({ pk, sk }), { pk, sk })
  }

  return {
    /** Notes that an item may have been written. */
    noteWrite,
    /** Notes what a request to the table may have written; functions write by transactions only. */
    noteRequest: (action: string, body: string): void => {
      if (action === 'TransactWriteItems')
        writesSent(body)
          .filter(({ verb }) => verb !== 'ConditionCheck')
          .forEach(({ key }) => noteWrite(key))
      else if (!READS.includes(action)) unexpected.push(action)
    },
    /** Forgets all, as the table is empty. */
    forget: (): void => {
      stale.clear()
      known = new Map()
      sorted = []
    },
    /** Every item of the table, by key. */
    items: (): Promise<readonly StoredItem[]> => {
      const items = reading.then(refreshed, refreshed)
      reading = items
      return items
    },
    /** Every item of the table, by key, read again in whole. */
    scan: async (): Promise<StoredItem[]> => {
      const found: StoredItem[] = []
      let from: Record<string, unknown> | undefined
      do {
        const page = await documents.send(
          new ScanCommand({
            TableName: tableName,
            ConsistentRead: true,
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        )
        found.push(...Items.parse(page.Items ?? []))
        from = page.LastEvaluatedKey
      } while (from)
      return inOrder(found)
    },
    /** Requests that are neither reads nor transactions. */
    unexpected: (): readonly string[] => unexpected,
  }
}
