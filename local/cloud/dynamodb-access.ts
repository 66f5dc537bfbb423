import { partitionKeyOf, type TableDeclaration } from './declared-tables.ts'
import type { Access } from './iam.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

type Describe = (tableName: string) => TableDeclaration | undefined

const object = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A key's value as IAM compares it. */
const keyText = (attribute: unknown): string[] => {
  const { S, N, B } = object(attribute)
  const value = S ?? N ?? B
  return typeof value === 'string' ? [value] : []
}

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN', 'SET', 'REMOVE', 'ADD', 'DELETE'])

const EXPRESSIONS = [
  'ProjectionExpression',
  'UpdateExpression',
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
]

/** The top-level attributes that the expressions of a request name. */
const attributesNamed = (request: JsonObject): string[] => {
  const names = object(request['ExpressionAttributeNames'])
  return EXPRESSIONS.flatMap((member) =>
    [...text(request[member]).matchAll(/(?<![\w#:.])(#?[A-Za-z_]\w*)(?!\w|\s*\()/g)]
      .map(([, token = '']) => token)
      .filter((token) => !KEYWORDS.has(token.toUpperCase()))
      .map((token) => (token.startsWith('#') ? text(names[token]) : token)),
  )
}

/** The value that the partition key must equal in a key condition. */
const queriedKey = (request: JsonObject, partitionKey: string | undefined): string[] => {
  const names = object(request['ExpressionAttributeNames'])
  const values = object(request['ExpressionAttributeValues'])
  for (const [, name = '', value = ''] of text(request['KeyConditionExpression']).matchAll(
    /(#?\w+)\s*=\s*(:\w+)/g,
  ))
    if ((name.startsWith('#') ? names[name] : name) === partitionKey) return keyText(values[value])
  return []
}

const tableNameOf = (request: JsonObject): string => text(request['TableName']).replace(/^arn:.*:table\//, '')

const resourceOf = (tableName: string, index?: string): string =>
  `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${tableName}${index === undefined ? '' : `/index/${index}`}`

type Told = {
  readonly keys: readonly string[]
  readonly attributes: readonly string[]
  readonly more?: JsonObject
}

const access = (action: string, resource: string, { keys, attributes, more = {} }: Told): Access => ({
  action: `dynamodb:${action}`,
  resource,
  context: {
    ...(keys.length === 0 ? {} : { 'dynamodb:LeadingKeys': keys }),
    ...(attributes.length === 0 ? {} : { 'dynamodb:Attributes': [...new Set(attributes)] }),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`dynamodb:${name}`, [text(value)]])),
  },
})

/** What one item request asks for: its key stands in `Key` or in `Item`. */
const itemAccess = (action: string, request: JsonObject, describe: Describe, enclosing?: string): Access => {
  const tableName = tableNameOf(request)
  const table = describe(tableName)
  const item = object(request['Key'] ?? request['Item'])
  const partitionKey = table === undefined ? '' : (partitionKeyOf(table) ?? '')
  return access(action, resourceOf(tableName), {
    keys: keyText(item[partitionKey]),
    attributes: [...Object.keys(item), ...attributesNamed(request)],
    more: {
      ...(enclosing === undefined ? {} : { EnclosingOperation: enclosing }),
      ...(typeof request['ReturnValues'] === 'string' ? { ReturnValues: request['ReturnValues'] } : {}),
    },
  })
}

const queryAccess = (request: JsonObject, describe: Describe): Access => {
  const tableName = tableNameOf(request)
  const index = typeof request['IndexName'] === 'string' ? request['IndexName'] : undefined
  const table = describe(tableName)
  const projected = request['ProjectionExpression'] !== undefined
  const select =
    request['Select'] ??
    (projected ? 'SPECIFIC_ATTRIBUTES' : index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES')
  return access('Query', resourceOf(tableName, index), {
    keys: queriedKey(request, table === undefined ? undefined : partitionKeyOf(table, index)),
    attributes: attributesNamed(request),
    more: { Select: select },
  })
}

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
}

const transactAccesses = (operation: string, request: JsonObject, describe: Describe): Access[] =>
  list(request['TransactItems']).flatMap((item) =>
    Object.entries(object(item)).map(([kind, one]) =>
      itemAccess(TRANSACTED[kind] ?? kind, object(one), describe, operation),
    ),
  )

const batchAccesses = (operation: string, request: JsonObject, describe: Describe): Access[] =>
  Object.entries(object(request['RequestItems'])).map(([named, asked]) => {
    const tableName = named.replace(/^arn:.*:table\//, '')
    const table = describe(tableName)
    const partitionKey = table === undefined ? '' : (partitionKeyOf(table) ?? '')
    const writes = list(asked).map((write) => {
      const { PutRequest, DeleteRequest } = object(write)
      return object(object(PutRequest)['Item'] ?? object(DeleteRequest)['Key'])
    })
    const items = [...list(object(asked)['Keys']).map(object), ...writes]
    return access(operation, resourceOf(tableName), {
      keys: items.flatMap((item) => keyText(item[partitionKey])),
      attributes: [...items.flatMap((item) => Object.keys(item)), ...attributesNamed(object(asked))],
    })
  })

const ITEM_OPERATIONS = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'])

/** The accesses that IAM checks for a DynamoDB request: each item of a transaction is one, a batch is one per table. */
export const dynamoDbAccesses = (operation: string, body: unknown, describe: Describe): readonly Access[] => {
  const request = object(body)
  if (ITEM_OPERATIONS.has(operation)) return [itemAccess(operation, request, describe)]
  if (operation === 'Query') return [queryAccess(request, describe)]
  if (operation.startsWith('Transact')) return transactAccesses(operation, request, describe)
  if (operation.startsWith('Batch') && request['RequestItems'] !== undefined)
    return batchAccesses(operation, request, describe)
  const index = typeof request['IndexName'] === 'string' ? request['IndexName'] : undefined
  return [
    access(operation, resourceOf(tableNameOf(request) || '*', index), {
      keys: [],
      attributes: attributesNamed(request),
    }),
  ]
}
