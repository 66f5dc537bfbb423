import { describe, expect, test } from 'vitest'
import { dynamoDbAccesses } from '../../local/cloud/dynamodb-access.ts'
import { type Access, evaluate, statementsOf } from '../../local/cloud/iam.ts'
import { sesAccesses } from '../../local/cloud/ses-access.ts'

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/Programme'
const LEADING = 'dynamodb:LeadingKeys'

const role = statementsOf({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      Resource: TABLE,
      Condition: { 'ForAllValues:StringLike': { [LEADING]: ['CUSTOMER#*', 'AUDIT#*', 'CLOCK'] } },
    },
    {
      Effect: 'Deny',
      Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      Resource: TABLE,
      Condition: { 'ForAnyValue:StringLike': { [LEADING]: 'AUDIT#*' } },
    },
    {
      Effect: 'Allow',
      Action: 'dynamodb:Query',
      Resource: `${TABLE}/index/due`,
      Condition: { 'ForAllValues:StringLike': { [LEADING]: ['DUE#*'] } },
    },
    {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: 'arn:aws:ses:us-east-1:000000000000:identity/x.example',
      Condition: { StringEquals: { 'ses:FromAddress': 'a@x.example' } },
    },
    { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: `${TABLE}/stream/*` },
  ],
})

const keys = (...values: string[]) => ({ [LEADING]: values })
const on = (action: string, context: Access['context'], resource = TABLE): Access => ({
  action,
  resource,
  context,
})

const CASES: readonly [string, Access, ReturnType<typeof evaluate>][] = [
  ['a granted key', on('dynamodb:GetItem', keys('CUSTOMER#1')), 'allowed'],
  ['a key of another kind', on('dynamodb:GetItem', keys('PARTNER#1')), 'not-allowed'],
  ['one foreign key among many', on('dynamodb:GetItem', keys('CUSTOMER#1', 'PARTNER#1')), 'not-allowed'],
  ['a pattern in the middle of a key', on('dynamodb:GetItem', keys('X-CUSTOMER#1')), 'not-allowed'],
  ['a pattern on another line of a key', on('dynamodb:GetItem', keys('X\nCUSTOMER#1')), 'not-allowed'],
  ['a key longer than a plain pattern', on('dynamodb:GetItem', keys('CLOCK#1')), 'not-allowed'],
  ['a key that is not known', on('dynamodb:GetItem', keys('')), 'not-allowed'],
  ['an action without a grant', on('dynamodb:Scan', keys('CUSTOMER#1')), 'not-allowed'],
  ['a longer action', on('dynamodb:GetItems', keys('CUSTOMER#1')), 'not-allowed'],
  ['another table', on('dynamodb:GetItem', keys('CUSTOMER#1'), `${TABLE}2`), 'not-allowed'],
  [
    'an index without its grant',
    on('dynamodb:GetItem', keys('CUSTOMER#1'), `${TABLE}/index/due`),
    'not-allowed',
  ],
  ['a granted index', on('dynamodb:Query', keys('DUE#1'), `${TABLE}/index/due`), 'allowed'],
  ['any resource below one', on('dynamodb:ListStreams', {}, `${TABLE}/stream/2026`), 'allowed'],
  ['a deny', on('dynamodb:UpdateItem', keys('AUDIT#1')), 'denied'],
  [
    'a deny over a grant, for one key among many',
    on('dynamodb:DeleteItem', keys('CUSTOMER#1', 'AUDIT#1')),
    'denied',
  ],
  ['a grant of an action that is not denied', on('dynamodb:PutItem', keys('AUDIT#1')), 'allowed'],
  [
    'a context key that is absent',
    on('ses:SendEmail', {}, 'arn:aws:ses:us-east-1:000000000000:identity/x.example'),
    'not-allowed',
  ],
]

const statement = { Effect: 'Allow', Action: 'a:b', Resource: '*' }

describe('the policy evaluator', () => {
  test.each(CASES)('%s', (_name, access, verdict) => {
    expect(evaluate(role, access)).toBe(verdict)
  })
  test.each([
    ['a member', { ...statement, NotResource: 'x' }],
    ['an operator', { ...statement, Condition: { Null: { [LEADING]: 'true' } } }],
    ['a quantifier', { ...statement, Condition: { 'ForAllValues:StringEquals': { [LEADING]: 'x' } } }],
    ['a context key', { ...statement, Condition: { StringEquals: { 'dynamodb:Attributes': 'pk' } } }],
  ])('refuses %s that it does not know', (_what, refused) => {
    expect(() => statementsOf({ Statement: [statement] })).not.toThrow()
    expect(() => statementsOf({ Statement: [refused] })).toThrow()
  })
})

const programme = () => ({
  tableName: 'Programme',
  arn: TABLE,
  streamArn: `${TABLE}/stream/laptop`,
  attributes: [],
  keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  indexes: [
    { IndexName: 'due', KeySchema: [{ AttributeName: 'duePk', KeyType: 'HASH' as const }], Projection: {} },
  ],
})

const asked = (operation: string, body: object) =>
  dynamoDbAccesses(operation, body, programme)?.map(({ action, resource, context }) => [
    action,
    resource.replace(TABLE, 'T'),
    context[LEADING]?.join(' ') ?? '',
  ])

describe('a DynamoDB request', () => {
  const at = (pk: string) => ({ TableName: 'Programme', Key: { pk: { S: pk }, sk: { S: 'X' } } })

  test('is judged item by item in a transaction', () => {
    const TransactItems = [
      { Put: { TableName: 'Programme', Item: { pk: { S: 'A' } } } },
      { Update: at('B') },
      { Delete: at('C') },
      { ConditionCheck: at('D') },
    ]
    expect(asked('TransactWriteItems', { TransactItems })).toEqual([
      ['dynamodb:PutItem', 'T', 'A'],
      ['dynamodb:UpdateItem', 'T', 'B'],
      ['dynamodb:DeleteItem', 'T', 'C'],
      ['dynamodb:ConditionCheckItem', 'T', 'D'],
    ])
  })
  test('is judged as a whole in a batch', () => {
    const Keys = [at('A').Key, at('B').Key]
    expect(asked('BatchGetItem', { RequestItems: { Programme: { Keys } } })).toEqual([
      ['dynamodb:BatchGetItem', 'T', 'A B'],
    ])
  })
  test('tells the partition of a query', () => {
    const query = { TableName: 'Programme', KeyConditionExpression: '#k = :k AND begins_with(sk, :s)' }
    const values = { ExpressionAttributeValues: { ':k': { S: 'A' }, ':s': { S: 'x' } } }
    const onTable = { ...query, ...values, ExpressionAttributeNames: { '#k': 'pk' } }
    const onIndex = { ...query, ...values, ExpressionAttributeNames: { '#k': 'duePk' }, IndexName: 'due' }
    expect(asked('Query', onTable)).toEqual([['dynamodb:Query', 'T', 'A']])
    expect(asked('Query', onIndex)).toEqual([['dynamodb:Query', 'T/index/due', 'A']])
  })
  test('is not known where no function asks so', () => {
    for (const operation of ['Scan', 'GetItem', 'BatchWriteItem', 'TransactGetItems'])
      expect(asked(operation, at('A')), operation).toBeUndefined()
  })
})

describe('a mail', () => {
  const SEND = 'POST /v2/email/outbound-emails'
  const send = (from: string) =>
    sesAccesses(SEND, { FromEmailAddress: from, Content: { Simple: {} } })?.every((alternatives) =>
      alternatives.some((access) => evaluate(role, access) === 'allowed'),
    )

  test.each([
    ['a@x.example', true],
    ['The Programme <a@x.example>', true],
    ['b@x.example', false],
    ['a@x.example <b@x.example>', false],
  ])('from %s is permitted: %s', (from, permitted) => {
    expect(send(from)).toBe(permitted)
  })

  test('needs the configuration set as well where it names one', () => {
    const mail = { FromEmailAddress: 'a@x.example', Content: { Simple: {} }, ConfigurationSetName: 'set' }
    expect(sesAccesses(SEND, mail)?.at(-1)).toMatchObject([
      { action: 'ses:SendEmail', resource: 'arn:aws:ses:us-east-1:000000000000:configuration-set/set' },
    ])
  })
  test('is not known in any other form', () => {
    expect(sesAccesses(SEND, { FromEmailAddress: 'a@x.example', Content: { Raw: {} } })).toBeUndefined()
    expect(sesAccesses('POST /v2/email/outbound-bulk-emails', {})).toBeUndefined()
  })
})
