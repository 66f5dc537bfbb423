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
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      Resource: TABLE,
      Condition: { 'ForAllValues:StringLike': { [LEADING]: ['CUSTOMER#*', 'AUDIT#*'] } },
    },
    {
      Effect: 'Allow',
      Action: 'dynamodb:UpdateItem',
      Resource: TABLE,
      Condition: {
        'ForAllValues:StringEquals': { [LEADING]: ['CLOCK'], 'dynamodb:Attributes': ['pk', 'sk', 'offset'] },
      },
    },
    {
      Effect: 'Allow',
      Action: 'dynamodb:UpdateItem',
      Resource: `${TABLE}*`,
      Condition: { Null: { [LEADING]: 'true' } },
    },
    {
      Effect: 'Deny',
      Action: ['dynamodb:Update*', 'dynamodb:DeleteItem'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { [LEADING]: 'AUDIT#*' } },
    },
    { Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${TABLE}/index/due` },
    {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: 'arn:aws:ses:*:*:identity/*',
      Condition: { StringEquals: { 'ses:FromAddress': 'a@x.example' } },
    },
    { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-1:000000000000:dead-?' },
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:a*' } },
    },
    {
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { StringLikeIfExists: { 'aws:PrincipalTag/area': 'tri*' } },
    },
    {
      Effect: 'Allow',
      Action: 's3:DeleteObject',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalTag/area': 'trials' } },
    },
  ],
})

const keys = (...values: string[]) => ({ [LEADING]: values })

const CASES: readonly [string, Access, ReturnType<typeof evaluate>][] = [
  ['a granted key', { action: 'dynamodb:GetItem', resource: TABLE, context: keys('CUSTOMER#1') }, 'allowed'],
  [
    'an action in other case',
    { action: 'DynamoDB:getitem', resource: TABLE, context: keys('CUSTOMER#1') },
    'allowed',
  ],
  [
    'a key of another kind',
    { action: 'dynamodb:GetItem', resource: TABLE, context: keys('PARTNER#1') },
    'not-allowed',
  ],
  [
    'one foreign key among many',
    { action: 'dynamodb:GetItem', resource: TABLE, context: keys('CUSTOMER#1', 'PARTNER#1') },
    'not-allowed',
  ],
  [
    'a pattern not anchored',
    { action: 'dynamodb:GetItem', resource: TABLE, context: keys('X-CUSTOMER#1') },
    'not-allowed',
  ],
  [
    'no key at all, as ForAllValues has it',
    { action: 'dynamodb:Query', resource: TABLE, context: {} },
    'allowed',
  ],
  ['an ungranted action', { action: 'dynamodb:Scan', resource: TABLE, context: {} }, 'not-allowed'],
  [
    'a longer action',
    { action: 'dynamodb:GetItems', resource: TABLE, context: keys('CUSTOMER#1') },
    'not-allowed',
  ],
  [
    'another table',
    { action: 'dynamodb:GetItem', resource: `${TABLE}2`, context: keys('CUSTOMER#1') },
    'not-allowed',
  ],
  [
    'an index without its grant',
    { action: 'dynamodb:GetItem', resource: `${TABLE}/index/due`, context: {} },
    'not-allowed',
  ],
  [
    'a granted index',
    { action: 'dynamodb:Query', resource: `${TABLE}/index/due`, context: keys('DUE#1') },
    'allowed',
  ],
  [
    'granted attributes',
    {
      action: 'dynamodb:UpdateItem',
      resource: TABLE,
      context: { ...keys('CLOCK'), 'dynamodb:Attributes': ['pk', 'offset'] },
    },
    'allowed',
  ],
  [
    'one attribute more',
    {
      action: 'dynamodb:UpdateItem',
      resource: TABLE,
      context: { ...keys('CLOCK'), 'dynamodb:Attributes': ['pk', 'roles'] },
    },
    'not-allowed',
  ],
  [
    'a longer equal key',
    { action: 'dynamodb:UpdateItem', resource: TABLE, context: keys('CLOCK#1') },
    'not-allowed',
  ],
  [
    'Null where the key is absent',
    { action: 'dynamodb:UpdateItem', resource: `${TABLE}x`, context: {} },
    'allowed',
  ],
  [
    'a deny over everything',
    { action: 'dynamodb:UpdateItem', resource: TABLE, context: keys('AUDIT#1') },
    'denied',
  ],
  [
    'a deny of one key among many',
    { action: 'dynamodb:DeleteItem', resource: TABLE, context: keys('CUSTOMER#1', 'AUDIT#1') },
    'denied',
  ],
  [
    'an append beside the deny',
    { action: 'dynamodb:PutItem', resource: TABLE, context: keys('AUDIT#1') },
    'allowed',
  ],
  [
    'an action wildcard',
    { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:dead-1', context: {} },
    'allowed',
  ],
  [
    'a single-character wildcard',
    { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:dead-12', context: {} },
    'not-allowed',
  ],
  [
    'a matching ARN',
    {
      action: 's3:GetObject',
      resource: 'x',
      context: { 'aws:SourceArn': ['arn:aws:lambda:r:1:function:abc'] },
    },
    'allowed',
  ],
  [
    'another ARN',
    {
      action: 's3:GetObject',
      resource: 'x',
      context: { 'aws:SourceArn': ['arn:aws:lambda:r:1:function:b'] },
    },
    'not-allowed',
  ],
  ['an absent condition key', { action: 's3:GetObject', resource: 'x', context: {} }, 'not-allowed'],
  ['an absent key with IfExists', { action: 's3:PutObject', resource: 'x', context: {} }, 'allowed'],
  [
    'a wrong key with IfExists',
    { action: 's3:PutObject', resource: 'x', context: { 'aws:PrincipalTag/area': ['access'] } },
    'not-allowed',
  ],
  [
    'a negation of another value',
    { action: 's3:DeleteObject', resource: 'x', context: { 'aws:PrincipalTag/area': ['access'] } },
    'allowed',
  ],
  [
    'a negation of the value',
    { action: 's3:DeleteObject', resource: 'x', context: { 'aws:PrincipalTag/area': ['trials'] } },
    'not-allowed',
  ],
]

describe('the policy evaluator', () => {
  test.each(CASES)('%s', (_name, access, verdict) => {
    expect(evaluate(role, access)).toBe(verdict)
  })
  test('refuses what it does not know', () => {
    const statement = { Effect: 'Allow', Action: 'a:b', Resource: '*' }
    expect(() => statementsOf({ Statement: { ...statement, NotResource: 'x' } })).toThrow()
    const dated = statementsOf({
      Statement: { ...statement, Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } } },
    })
    expect(() => evaluate(dated, { action: 'a:b', resource: 'x', context: {} })).toThrow(/DateLessThan/)
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
  dynamoDbAccesses(operation, body, programme).map(({ action, resource, context }) => [
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
    expect(asked('TransactGetItems', { TransactItems: [{ Get: at('A') }] })).toEqual([
      ['dynamodb:GetItem', 'T', 'A'],
    ])
  })
  test('is judged as a whole in a batch', () => {
    const Keys = [at('A').Key, at('B').Key]
    expect(asked('BatchGetItem', { RequestItems: { Programme: { Keys } } })).toEqual([
      ['dynamodb:BatchGetItem', 'T', 'A B'],
    ])
    const writes = [
      { PutRequest: { Item: { pk: { S: 'A' } } } },
      { DeleteRequest: { Key: { pk: { S: 'B' } } } },
    ]
    expect(asked('BatchWriteItem', { RequestItems: { Programme: writes } })).toEqual([
      ['dynamodb:BatchWriteItem', 'T', 'A B'],
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
  test('tells the attributes that it touches', () => {
    const update = {
      ...at('A'),
      UpdateExpression: 'SET #o = if_not_exists(#o, :zero) + :by, seen.inner = :by REMOVE gone',
      ConditionExpression: 'attribute_exists(pk) AND size(tags) BETWEEN :zero AND :by',
      ExpressionAttributeNames: { '#o': 'offset' },
    }
    const [access] = dynamoDbAccesses('UpdateItem', update, programme)
    expect(access?.context['dynamodb:Attributes']?.toSorted()).toEqual([
      'gone',
      'offset',
      'pk',
      'seen',
      'sk',
      'tags',
    ])
  })
})

describe('a mail', () => {
  const send = (from: string) =>
    sesAccesses('POST', '/v2/email/outbound-emails', {
      FromEmailAddress: from,
      Content: { Simple: {} },
    }).every((alternatives) => alternatives.some((access) => evaluate(role, access) === 'allowed'))

  test.each([
    ['a@x.example', true],
    ['The Programme <a@x.example>', true],
    ['b@x.example', false],
    ['a@x.example <b@x.example>', false],
  ])('from %s is permitted: %s', (from, permitted) => {
    expect(send(from)).toBe(permitted)
  })
})
