import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll } from 'vitest'
import * as z from 'zod'
import { startDynamoDb, type DynamoDb } from '../../../local/dynamodb.ts'
import { indexes } from '../../../shared/table/kinds.ts'
import { startTableMeter, type TableMeter } from '../../../bench/table-meter.ts'
import { guardsNoted, guardWeakened } from '../describe/asked.ts'
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts'
import { lagIndexes } from '../faults/lagging-index.ts'
import type { Key, StoredItem } from '../../../shared/table/table.ts'

const Items = z.array(z.looseObject({ pk: z.string(), sk: z.string() }))

/** The settings that functions find in a test, where nothing else is told. */
const SETTINGS = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  PROGRAMME_CLOCK: 'on',
  CURSOR_KEY: 'a cursor key for tests',
  FIRST_STAFF_MEMBER: 'first@vendor.example.com',
  STORE_URL: 'https://store.example.com',
  MAIL_SENDER: 'programme@vendor.example.com',
  MAIL_CONFIGURATION_SET: 'programme',
} as const

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

/** A real table of its own for a test file, which the functions under test use; nothing else is shared between files. */
export const useTestTable = (open: () => Promise<DynamoDb> = startDynamoDb) => {
  const tableName = `test-${crypto.randomUUID()}`
  let database: DynamoDb
  let meter: TableMeter
  let proxy: FaultProxy
  let documents: DynamoDBDocumentClient
  let client: DynamoDBClient
  beforeAll(async () => {
    database = await open()
    meter = await startTableMeter(database.endpoint)
    proxy = await startFaultProxy(meter.endpoint, { weaken: guardWeakened(), onGuards: guardsNoted() })
    Object.assign(process.env, SETTINGS, {
      TABLE_NAME: tableName,
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    })
    client = new DynamoDBClient({ endpoint: database.endpoint })
    await createTable(client, tableName)
    documents = DynamoDBDocumentClient.from(client)
  })
  afterAll(async () => {
    await proxy.stop()
    await meter.stop()
    await database.stop()
  })
  /** Every item of the table, by key. */
  const items = async (): Promise<StoredItem[]> => {
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
    return found.sort((one, other) => (`${one.pk} ${one.sk}` < `${other.pk} ${other.sk}` ? -1 : 1))
  }
  return {
    items,
    /** Empties the table. */
    clear: async (): Promise<void> => {
      await client.send(new DeleteTableCommand({ TableName: tableName }))
      await createTable(client, tableName)
    },
    /** Puts an item past every rule, as only a repair by hand would. */
    put: async (item: StoredItem): Promise<void> => {
      await documents.send(new PutCommand({ TableName: tableName, Item: { ...item } }))
    },
    /** Removes an item past every rule. */
    remove: async ({ pk, sk }: Key): Promise<void> => {
      await documents.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }))
    },
    /** Lets every query of an index be answered as the table was so many commits ago, but not before now, until the proxy is reset. */
    lagIndexes: async (commits: number): Promise<void> => {
      const copyName = `lagging-${crypto.randomUUID()}`
      await createTable(client, copyName)
      proxy.lagIndexes(await lagIndexes({ endpoint: database.endpoint, tableName, copyName, commits }))
    },
    /** The way from the functions to the table, on which requests can be made to fail and are counted. */
    get way(): FaultProxy {
      return proxy
    },
    /** What the functions have asked of the table. */
    get meter(): TableMeter {
      return meter
    },
  }
}
export type TestTable = ReturnType<typeof useTestTable>
