import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect } from 'vitest'
import { startDynamoDb, type DynamoDb } from '../../../local/dynamodb.ts'
import { indexes } from '../../../shared/table/kinds.ts'
import { startTableMeter, type Cost, type TableMeter } from '../../../bench/table-meter.ts'
import { guardRecorder, weakenedGuard } from '../describe/guard-recording.ts'
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts'
import { lagIndexes } from '../faults/lagging-index.ts'
import type { Key, StoredItem } from '../../../shared/table/table.ts'
import { keyText } from '../../../shared/table/reader.ts'
import { expectCountedCustomers } from '../counted-customers.ts'
import { expectClosedLedgers } from '../ledger.ts'
import { inMemory } from './in-memory.ts'
import { SETTINGS } from './settings.ts'
import { tableItems } from './table-items.ts'

const BATCH = 25

type WriteRequest = NonNullable<
  ConstructorParameters<typeof BatchWriteCommand>[0]['RequestItems']
>[string][number]

const createTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const names = ['pk', 'sk', ...Object.values(indexes).flatMap(({ partition, sort }) => [partition, sort])]
  const keySchema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ]
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema('pk', 'sk'),
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
      GlobalSecondaryIndexes: Object.entries(indexes).map(([name, { partition, sort }]) => ({
        IndexName: name,
        KeySchema: keySchema(partition, sort),
        Projection: { ProjectionType: name === 'due' ? ('KEYS_ONLY' as const) : ('ALL' as const) },
      })),
    }),
  )
}

/** Whether an audit entry names somebody by address, in its chain, its actor or its details. */
const namesAnAddress = (item: StoredItem): boolean =>
  item.pk.startsWith('AUDIT#') && /\w@\w/.test(JSON.stringify(item))

/**
 * A real table of its own for a test file, which the functions under test use; nothing else is shared between files.
 * When the file ends, the whole table is what its requests are known to have written, no function has written but by transactions,
 * no audit entry names an address, every ledger closes (R47), and every customer is counted (R49).
 */
export const useTestTable = (open: () => Promise<DynamoDb> = startDynamoDb) => {
  const tableName = `test-${crypto.randomUUID()}`
  let database: DynamoDb
  let meter: TableMeter | undefined
  let behindProxy: string
  let proxy: FaultProxy
  let documents: DynamoDBDocumentClient
  let client: DynamoDBClient
  let content: ReturnType<typeof tableItems>
  beforeAll(async () => {
    database = await open()
    behindProxy = database.endpoint
    client = new DynamoDBClient({ endpoint: database.endpoint })
    documents = DynamoDBDocumentClient.from(client)
    content = tableItems(tableName, documents)
    proxy = await startFaultProxy(() => behindProxy, {
      weaken: weakenedGuard(),
      onGuards: guardRecorder(),
      onForward: content.noteRequest,
    })
    Object.assign(process.env, SETTINGS, {
      TABLE_NAME: tableName,
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    })
    await createTable(client, tableName)
  })
  afterAll(async () => {
    const [known, all] = [await content.items(), await content.scan()]
    await proxy.stop()
    await meter?.stop()
    await database.stop()
    expect({ items: all, unexpected: content.unexpected() }).toEqual({ items: known, unexpected: [] })
    expect(all.filter(namesAnAddress)).toEqual([])
    expectClosedLedgers(all)
    expectCountedCustomers(all)
  })
  const write = async (requests: readonly WriteRequest[]): Promise<void> => {
    for (let first = 0; first < requests.length; first += BATCH) {
      const batch = requests.slice(first, first + BATCH)
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: batch } }),
      )
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('The table left items unwritten')
    }
  }
  return {
    /** Every item of the table, by key. */
    items: (): Promise<readonly StoredItem[]> => content.items(),
    /**
     * Arranges something in a few requests: on a copy of the table in memory, whose changes are then put into the table.
     * Nothing else may use the table meanwhile.
     */
    arranged: async <T>(arrange: () => Promise<T>): Promise<T> => {
      const before = await content.items()
      const { result, after } = await inMemory(
        async (memory) => ({ result: await arrange(), after: memory.items() }),
        before,
      )
      const [earlier, later] = [new Set(before), new Set(after.map(keyText))]
      const changed = after.filter((item) => !earlier.has(item))
      const removed = before.filter((item) => !later.has(keyText(item)))
      await write([
        ...changed.map((item) => ({ PutRequest: { Item: { ...item } } })),
        ...removed.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
      ])
      for (const item of [...changed, ...removed]) content.noteWrite(item)
      return result
    },
    /** Empties the table, once every ledger in it closes and every customer is counted. */
    clear: async (): Promise<void> => {
      expectClosedLedgers(await content.items())
      expectCountedCustomers(await content.items())
      await client.send(new DeleteTableCommand({ TableName: tableName }))
      await createTable(client, tableName)
      content.forget()
    },
    /** Puts an item past every rule, as only a repair by hand would. */
    put: async (item: StoredItem): Promise<void> => {
      await documents.send(new PutCommand({ TableName: tableName, Item: { ...item } }))
      content.noteWrite(item)
    },
    /** Removes an item past every rule. */
    remove: async ({ pk, sk }: Key): Promise<void> => {
      await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }))
      content.noteWrite({ pk, sk })
    },
    /** Lets every query of an index be answered as the table was so many commits ago, but not before now, until the proxy is reset. */
    lagIndexes: async (commits: number): Promise<void> => {
      const copyName = `lagging-${crypto.randomUUID()}`
      await createTable(client, copyName)
      proxy.lagIndexes(await lagIndexes({ endpoint: database.endpoint, tableName, copyName, commits }))
    },
    /** The proxy between the functions and the table, which makes requests fail and counts them. */
    get proxy(): FaultProxy {
      return proxy
    },
    /** Does something and adds up what it costs of the table. */
    metered: async <T>(act: () => Promise<T>): Promise<{ result: T; cost: Cost }> => {
      meter ??= await startTableMeter(database.endpoint)
      meter.reset()
      behindProxy = meter.endpoint
      try {
        const result = await act()
        return { result, cost: meter.cost() }
      } finally {
        behindProxy = database.endpoint
      }
    },
  }
}
export type TestTable = ReturnType<typeof useTestTable>
