import { partitionKeyOf, type TableDeclaration } from './declared-tables.ts'
import type { Access } from './iam.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

type Describe = (tableName: string) => TableDeclaration | undefined

const object = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const access = (
  action: string,
  { tableName, index }: { tableName: string; index?: string | undefined },
  leadingKeys: readonly unknown[],
): Access => ({
  action: `dynamodb:${action}`,
  resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName}${index === undefined ? '' : `/index/${index}`}`,
  context: { 'dynamodb:LeadingKeys': leadingKeys.map((attribute) => text(object(attribute)['S'])) },
})

const queryAccess = (request: JsonObject, describe: Describe): Access => {
  const tableName = text(request['TableName'])
  const index = request['IndexName'] === undefined ? undefined : text(request['IndexName'])
  const table = describe(tableName)
  const partitionKey = table && partitionKeyOf(table, index)
  const names = object(request['ExpressionAttributeNames'])
  const values = object(request['ExpressionAttributeValues'])
  const [, , queried = ''] =
    [...text(request['KeyConditionExpression']).matchAll(/(#?\w+)\s*=\s*(:\w+)/g)].find(
      ([, name = '']) => (name.startsWith('#') ? names[name] : name) === partitionKey,
    ) ?? []
  return access('Query', { tableName, index }, [values[queried]])
}

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

const transactionAccesses = (request: JsonObject, describe: Describe): Access[] =>
  list(request['TransactItems']).flatMap((item) =>
    Object.entries(object(item)).map(([verb, asked]) => {
      const { TableName, Key, Item } = object(asked)
      const tableName = text(TableName)
      const table = describe(tableName)
      const partitionKey = table && partitionKeyOf(table)
      return access(TRANSACTED[verb] ?? verb, { tableName }, [object(Key ?? Item)[partitionKey ?? '']])
    }),
  )

const batchAccesses = (request: JsonObject, describe: Describe): Access[] =>
  Object.entries(object(request['RequestItems'])).map(([tableName, asked]) => {
    const table = describe(tableName)
    const partitionKey = table && partitionKeyOf(table)
    const keys = list(object(asked)['Keys'])
    return access(
      'BatchGetItem',
      { tableName },
      keys.map((key) => object(key)[partitionKey ?? '']),
    )
  })

/** The accesses that IAM checks for a DynamoDB request: each item of a transaction is one, a batch is one for each table. `undefined` for an operation that the laptop does not know. */
export const dynamoDbAccesses = (
  operation: string,
  body: unknown,
  describe: Describe,
): readonly Access[] | undefined => {
  const request = object(body)
  switch (operation) {
    case 'BatchGetItem':
      return batchAccesses(request, describe)
    case 'Query':
      return [queryAccess(request, describe)]
    case 'TransactWriteItems':
      return transactionAccesses(request, describe)
    default:
      return undefined
  }
}
