import { Lazy } from 'aws-cdk-lib'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { isUnattended, type Operation } from '../shared/declaration/operation.ts'
import { tableGrants, type TableGrant } from '../shared/declaration/grants.ts'
import { kinds } from '../shared/table/kinds.ts'
import type { Foundation } from './foundation.ts'

const allow = (
  actions: string[],
  resources: string[],
  conditions: Record<string, unknown> = {},
): PolicyStatement => new PolicyStatement({ actions, resources, conditions })

const onTable = (table: TableV2, { action, index, leadingKeys }: TableGrant): PolicyStatement =>
  allow([action], [index ? `${table.tableArn}/index/${index}` : table.tableArn], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
  })

/** Entries of chains and lines of logs are only ever created. */
const neverRewriteAudit = ({ tableArn }: TableV2): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    resources: [tableArn],
    conditions: {
      'ForAnyValue:StringLike': {
        'dynamodb:LeadingKeys': [kinds.auditEntry.leadingKey, kinds.logEntry.leadingKey],
      },
    },
  })

const readStream = ({ tableArn, tableStreamArn }: TableV2): PolicyStatement[] => [
  allow(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    [tableStreamArn ?? ''],
  ),
  allow(['dynamodb:ListStreams'], [`${tableArn}/stream/*`]),
]

/** Only from the sender, whose identity the condition stands for; to whom is not for IAM to say. */
const sendMail = ({ mail, parameters }: Foundation): PolicyStatement =>
  allow(['ses:SendEmail'], [mail.identitiesArn, mail.configurationSetArn], {
    StringEquals: { 'ses:FromAddress': parameters.MailSender },
  })

const TAKE_MESSAGES = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

/** Everything that an operation's function may do: no managed policy and no wildcard action. */
export const permissionsOf = (
  operation: Operation,
  foundation: Foundation,
  logs: ILogGroup,
): PolicyStatement[] => {
  const { stage, table, deadLetters, unattended } = foundation
  const { on, needs = [] } = operation.declaration
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
    ...(stage.tracing ? [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'])] : []),
    ...tableGrants(operation, stage).map((grant) => onTable(table, grant)),
    neverRewriteAudit(table),
    ...(on.kind === 'stream' ? readStream(table) : []),
    ...(needs.includes('mail') ? [sendMail(foundation)] : []),
    ...(isUnattended(operation) ? [allow(['sqs:SendMessage'], [deadLetters.queueArn])] : []),
    ...(on.kind === 'dead-letters' ? [allow(TAKE_MESSAGES, [deadLetters.queueArn])] : []),
    ...(needs.includes('redrive')
      ? [allow(['lambda:InvokeFunction'], Lazy.list({ produce: () => unattended }))]
      : []),
  ]
}
