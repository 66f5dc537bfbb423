import * as z from 'zod'
import { callDynamoDb } from '../../../local/cloud/dynamodb-wire.ts'
import { unconditional } from './guards.ts'

const BATCH = 25

const Scanned = z.object({
  Items: z.array(z.unknown()),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
})
const Asked = z.looseObject({ IndexName: z.string().optional() })
const Sent = z.looseObject({ ClientRequestToken: z.string() })

/** Answers the queries of a table's indexes as the table was some commits ago. */
export interface LaggingIndex {
  /** Tells of a transaction that the table has committed. */
  committed(body: string): Promise<void>
  /** The query to ask instead of one that the functions ask; itself where it names no index. */
  instead(body: string): string
}

interface Lag {
  readonly endpoint: string
  readonly tableName: string
  /** An empty table like it, which becomes the late copy. */
  readonly copyName: string
  /** How many commits the indexes are late; `Infinity` lets them stand still. */
  readonly commits: number
}

const copyItems = async ({ endpoint, tableName, copyName }: Lag): Promise<void> => {
  let from: object = {}
  for (;;) {
    const { Items, LastEvaluatedKey } = Scanned.parse(
      await callDynamoDb(endpoint, 'DynamoDB_20120810.Scan', { TableName: tableName, ...from }),
    )
    for (let first = 0; first < Items.length; first += BATCH) {
      const requests = Items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }))
      await callDynamoDb(endpoint, 'DynamoDB_20120810.BatchWriteItem', {
        RequestItems: { [copyName]: requests },
      })
    }
    if (!LastEvaluatedKey) return
    from = { ExclusiveStartKey: LastEvaluatedKey }
  }
}

/**
 * Lets the indexes of a table lag, counted in commits and not in time, so that a test is the same each time: queries of an index are asked
 * of a copy, to which each commit is applied only when so many more have followed it.
 */
export const lagIndexes = async (lag: Lag): Promise<LaggingIndex> => {
  const { endpoint, copyName, commits } = lag
  await copyItems(lag)
  const seen = new Set<string>()
  const waiting: string[] = []
  let applied = Promise.resolve()
  const apply = async (body: string): Promise<void> => {
    await callDynamoDb(endpoint, 'DynamoDB_20120810.TransactWriteItems', unconditional(body, copyName))
  }
  return {
    committed: async (body) => {
      const { ClientRequestToken } = Sent.parse(JSON.parse(body))
      if (seen.has(ClientRequestToken)) return
      seen.add(ClientRequestToken)
      waiting.push(body)
      for (const late of waiting.splice(0, Math.max(0, waiting.length - commits)))
        applied = applied.then(() => apply(late))
      await applied
    },
    instead: (body) => {
      const asked = Asked.parse(JSON.parse(body))
      return asked.IndexName === undefined ? body : JSON.stringify({ ...asked, TableName: copyName })
    },
  }
}
