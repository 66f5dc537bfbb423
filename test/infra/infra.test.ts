import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsSolutionsChecks } from 'cdk-nag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { acknowledgements } from '../../infra/acknowledgements.ts'
import { bundleFunctions, type Bundles } from '../../infra/bundle.ts'
import { programmeApp } from '../../infra/programme-app.ts'
import { contract, httpOperations, operations } from '../../shared/contract/contract.ts'
import { isHttp, isUnattended, type Operation } from '../../shared/declaration/operation.ts'
import { tableGrants } from '../../shared/declaration/grants.ts'

const GOLDEN = join(import.meta.dirname, 'infra.iam.json')
const UPDATING = process.env['UPDATE_GOLDEN'] === '1'

const Properties = z.record(z.string(), z.json())
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: Properties.default({}) })),
  Parameters: z.record(z.string(), z.object({ Description: z.string().optional() })).default({}),
  Outputs: z.record(z.string(), z.unknown()).default({}),
})
const Many = z.union([z.array(z.json()), z.json().transform((one) => [one])])
const Strings = z.union([z.array(z.string()), z.string().transform((one) => [one])])
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: Strings,
  Resource: Many,
  Condition: z.record(z.string(), z.record(z.string(), z.json())).optional(),
})
type Statement = z.infer<typeof Statement>
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })
const Role = z.object({
  Policies: z.array(Policy).default([]),
  ManagedPolicyArns: z.array(z.json()).default([]),
})
const Reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((value) => value['Fn::GetAtt'][0]),
])
const LambdaFunction = z.object({
  Description: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Role: Reference,
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  MemorySize: z.number(),
  Timeout: z.number(),
  LoggingConfig: z.object({ LogGroup: Reference }),
  TracingConfig: z.object({ Mode: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.json()) }),
})
const Route = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: z.json().optional(),
  AuthorizationScopes: z.array(z.string()).optional(),
})

type StageName = 'dev' | 'prod'
interface Resource {
  readonly id: string
  readonly template: string
  readonly type: string
  readonly properties: z.infer<typeof Properties>
}
interface Synthesized {
  readonly texts: ReadonlyMap<string, string>
  readonly resources: readonly Resource[]
  /** What AwsSolutions finds that is not acknowledged, and the paths of all constructs. */
  readonly findings: readonly string[]
  readonly paths: readonly string[]
  readonly outputs: readonly string[]
  readonly parameters: z.infer<typeof Template>['Parameters']
  of(type: string): readonly Resource[]
}

const made = new Map<StageName, Synthesized>()
const folders: string[] = []
let bundles: Bundles

const synthesized = async (stageName: StageName): Promise<Synthesized> => {
  const outdir = mkdtempSync(join(tmpdir(), 'programme-'))
  folders.push(outdir)
  const app = await programmeApp({ areas: contract, stageName, outdir })
  app.synth()
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  const texts = new Map(
    readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, readFileSync(join(outdir, file), 'utf8')]),
  )
  const templates = [...texts].map(([file, text]) => ({ file, ...Template.parse(JSON.parse(text)) }))
  const resources = templates.flatMap(({ file, Resources }) =>
    Object.entries(Resources).map(([id, { Type, Properties }]) => ({
      id,
      template: file,
      type: Type,
      properties: Properties,
    })),
  )
  const main = templates.find(({ file }) => !file.includes('.nested.'))
  return {
    texts,
    resources,
    findings: violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
    paths: app.node.findAll().map(({ node }) => node.path),
    outputs: Object.keys(main?.Outputs ?? {}),
    parameters: main?.Parameters ?? {},
    of: (type) => resources.filter((resource) => resource.type === type),
  }
}

const stage = (name: StageName): Synthesized => {
  const found = made.get(name)
  if (!found) throw new Error(`${name} is not synthesized`)
  return found
}

/** A function's template, name, properties and statements, by its operation's name. */
const functionsOf = (name: StageName) =>
  new Map(
    stage(name)
      .of('AWS::Lambda::Function')
      .map(({ properties, template, id }) => {
        const parsed = LambdaFunction.parse(properties)
        const role = stage(name).resources.find(
          (some) => some.template === template && some.id === parsed.Role,
        )
        const { Policies, ManagedPolicyArns } = Role.parse(role?.properties)
        const operation = parsed.Description.slice(0, parsed.Description.indexOf(':'))
        const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        return [operation, { ...parsed, id, template, statements, ManagedPolicyArns }]
      }),
  )

const operationNamed = (name: string): Operation => {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`There is no operation ${name}`)
  return found
}

const leadingKeys = ({ Condition }: Statement): string[] =>
  Strings.parse(Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []).toSorted()

const indexOf = ({ Resource }: Statement): string =>
  /\/index\/(\w+)/.exec(JSON.stringify(Resource))?.[1] ?? ''

/** One line per permission, such as `PutItem CUSTOMER#* OUTBOX#*` or `Query due DUE#outbox#*`. */
const readable = (statement: Statement): string =>
  [
    ...(statement.Effect === 'Deny' ? ['never'] : []),
    statement.Action.map((action) => action.replace('dynamodb:', '')).join('+'),
    indexOf(statement),
    ...leadingKeys(statement),
  ]
    .filter((part) => part !== '')
    .join(' ')

const isTable = ({ Effect, Action }: Statement): boolean =>
  Effect === 'Allow' && Action.some((action) => /^dynamodb:(?!.*(Stream|Shard|Records))/.test(action))

const inStage =
  (name: StageName) =>
  ({ declaration }: Operation) =>
    name === 'dev' || !declaration.onlyWithClock

beforeAll(async () => {
  bundles = await bundleFunctions(contract)
  for (const name of ['dev', 'prod'] as const) made.set(name, await synthesized(name))
}, 120_000)

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

describe.each(['dev', 'prod'] as const)('stage %s', (name) => {
  it('has one function for each operation of the stage', () => {
    expect([...functionsOf(name).keys()].toSorted()).toEqual(
      operations
        .filter(inStage(name))
        .map((operation) => operation.name)
        .toSorted(),
    )
  })

  it('gives each function the permissions on the table that its declaration implies', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const given = statements.filter(isTable)
      const implied = tableGrants(operationNamed(operation), { hasClock: name === 'dev' })
      expect(given.map(readable).toSorted(), operation).toEqual(
        implied
          .map(({ action, index, leadingKeys: keys }) =>
            [action.replace('dynamodb:', ''), ...(index ? [index] : []), ...keys.toSorted()].join(' '),
          )
          .toSorted(),
      )
    }
  })

  it('limits every permission on the table by leading keys', () => {
    for (const [operation, { statements }] of functionsOf(name))
      for (const statement of statements.filter(isTable))
        expect(leadingKeys(statement).length, `${operation} ${readable(statement)}`).toBeGreaterThan(0)
  })

  it('lets no function rewrite the audit', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const denied = statements.filter(({ Effect }) => Effect === 'Deny')
      expect(denied, operation).toHaveLength(1)
      expect(denied[0], operation).toMatchObject({
        Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } },
      })
    }
  })

  it('has no wildcard action, no managed policy, and no wildcard resource but for tracing', () => {
    for (const [operation, { statements, ManagedPolicyArns }] of functionsOf(name)) {
      expect(ManagedPolicyArns, operation).toEqual([])
      for (const { Action, Resource } of statements) {
        for (const action of Action) expect(action, operation).not.toContain('*')
        if (Resource.includes('*'))
          expect(Action, operation).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])
      }
    }
    for (const [file, text] of stage(name).texts) expect(text, file).not.toContain('dynamodb:Scan')
  })

  it('lets only functions that need mail send any, and only from the sender', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const sending = statements.filter(({ Action }) => Action.some((action) => action.startsWith('ses:')))
      const needsMail = operationNamed(operation).declaration.needs?.includes('mail') === true
      expect(sending.length, operation).toBe(needsMail ? 1 : 0)
      for (const { Action, Condition, Resource } of sending) {
        expect(Action).toEqual(['ses:SendEmail'])
        expect(Resource).toHaveLength(2)
        expect(Condition?.['StringEquals']).toHaveProperty('ses:FromAddress')
      }
    }
  })

  it('gives functions the environment they need and no more', () => {
    const always = ['OPERATION', 'STAGE', 'TABLE_NAME']
    for (const [operation, { Environment }] of functionsOf(name)) {
      const { needs = [] } = operationNamed(operation).declaration
      const variables = Object.keys(Environment.Variables)
      expect(variables, operation).toEqual(expect.arrayContaining(always))
      expect(variables.includes('PROGRAMME_CLOCK'), operation).toBe(name === 'dev')
      expect(variables.includes('CURSOR_KEY'), operation).toBe(needs.includes('cursors'))
      // R23: nothing but tests may stand in for the world's web servers.
      expect(variables, operation).not.toContain('LOOPBACK_WEB_PORTS')
      for (const variable of ['MAIL_SENDER', 'MAIL_CONFIGURATION_SET', 'STORE_URL'])
        expect(variables.includes(variable), operation).toBe(needs.includes('mail'))
    }
  })

  it('runs functions on Node 24 and arm64, traced, with time limits and logs that end', () => {
    for (const [operation, { template, ...made }] of functionsOf(name)) {
      expect(made, operation).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 512,
        TracingConfig: { Mode: 'Active' },
      })
      expect(made.Description.length, operation).toBeLessThanOrEqual(256)
      if (isHttp(operationNamed(operation))) expect(made.Timeout, operation).toBe(15)
      const logs = stage(name).resources.find(
        (some) => some.template === template && some.id === made.LoggingConfig.LogGroup,
      )
      expect(logs?.properties['RetentionInDays'], operation).toBe(name === 'dev' ? 14 : 365)
    }
  })

  it('serves the routes of the contract, all but the public ones behind the authorizer and the scope', () => {
    const routes = stage(name)
      .of('AWS::ApiGatewayV2::Route')
      .map(({ properties }) => Route.parse(properties))
    const declared = httpOperations.filter(inStage(name))
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
      declared.map(({ declaration: { on } }) => `${on.method} /v1${on.path}`).toSorted(),
    )
    const isPublic = new Set(
      declared
        .filter(({ declaration }) => declaration.allow === 'public')
        .map(({ declaration: { on } }) => `${on.method} /v1${on.path}`),
    )
    for (const { RouteKey, AuthorizationType, AuthorizerId, AuthorizationScopes } of routes)
      if (isPublic.has(RouteKey)) expect(AuthorizationType, RouteKey).toBe('NONE')
      else {
        expect(AuthorizationType, RouteKey).toBe('JWT')
        expect(AuthorizerId, RouteKey).toBeDefined()
        expect(AuthorizationScopes, RouteKey).toEqual(['programme/use'])
      }
  })

  it('throttles the API and logs no person', () => {
    const [served] = stage(name).of('AWS::ApiGatewayV2::Stage')
    expect(served?.properties).toMatchObject({ StageName: '$default', AutoDeploy: true })
    expect(served?.properties['DefaultRouteSettings']).toHaveProperty('ThrottlingRateLimit')
    const format = JSON.stringify(served?.properties['AccessLogSettings'])
    expect(format).toContain('$context.requestId')
    for (const personal of ['sourceIp', 'userAgent', 'context.path', 'claims', 'caller'])
      expect(format).not.toContain(personal)
  })

  it('keeps every template under 450 resources', () => {
    for (const [file, text] of stage(name).texts)
      expect(Object.keys(Template.parse(JSON.parse(text)).Resources).length, file).toBeLessThan(450)
  })

  it('holds no secret value, only references to where it is kept', () => {
    for (const { properties } of stage(name).of('AWS::Cognito::UserPoolIdentityProvider'))
      expect(JSON.stringify(properties['ProviderDetails'])).toMatch(
        new RegExp(
          `"client_secret":"\\{\\{resolve:secretsmanager:workplace-partner-programme/${name}/issuer:`,
        ),
      )
    for (const { Environment } of functionsOf(name).values())
      if (Environment.Variables['CURSOR_KEY'] !== undefined)
        expect(JSON.stringify(Environment.Variables['CURSOR_KEY'])).toContain('{{resolve:secretsmanager:')
    for (const { properties } of stage(name).of('AWS::SecretsManager::Secret'))
      expect(properties).not.toHaveProperty('SecretString')
  })

  it('has the table on demand with stream, expiry, recovery and both indexes, protected where it matters', () => {
    expect(
      stage(name)
        .of('AWS::DynamoDB::GlobalTable')
        .map(({ properties }) => properties),
    ).toMatchObject([
      {
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        GlobalSecondaryIndexes: [
          { IndexName: 'listing', Projection: { ProjectionType: 'ALL' } },
          { IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
        Replicas: [
          {
            DeletionProtectionEnabled: name === 'prod',
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    ])
  })

  it('signs people in by a pool of the plan Essentials, whose token claims a function adds', () => {
    expect(
      stage(name)
        .of('AWS::Cognito::UserPool')
        .map(({ properties }) => properties),
    ).toMatchObject([
      {
        UserPoolTier: 'ESSENTIALS',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
      },
    ])
    expect(
      stage(name)
        .of('AWS::Cognito::UserPoolClient')
        .map(({ properties }) => properties),
    ).toMatchObject([
      { GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true },
    ])
  })

  it('keeps what unattended functions could not handle', () => {
    const unattended = operations.filter(({ declaration }) =>
      ['schedule', 'stream', 'mail-events'].includes(declaration.on.kind),
    )
    expect(stage(name).of('AWS::SQS::Queue')).toMatchObject([
      { properties: { MessageRetentionPeriod: 1_209_600, VisibilityTimeout: 360 } },
    ])
    expect(stage(name).outputs).toContain('DeadLettersUrl')
    const asynchronous = unattended.filter(({ declaration }) => declaration.on.kind !== 'stream')
    const configured = stage(name).of('AWS::Lambda::EventInvokeConfig')
    expect(configured).toHaveLength(asynchronous.length)
    for (const { properties } of configured)
      expect(properties).toMatchObject({
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      })
    const lambdas = functionsOf(name)
    for (const { name: operation } of unattended)
      expect(
        lambdas.get(operation)?.statements.some(({ Action }) => Action.includes('sqs:SendMessage')),
        operation,
      ).toBe(true)
  })

  it('lets redriveFailedEvent invoke the unattended functions and no other, and nobody else invoke any', () => {
    const unattended = operations.filter(isUnattended).map((operation) => operation.name)
    for (const [operation, { statements }] of functionsOf(name)) {
      const invoking = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'))
      if (operation !== 'redriveFailedEvent') expect(invoking, operation).toEqual([])
      else {
        expect(invoking.map(({ Action }) => Action)).toEqual([['lambda:InvokeFunction']])
        const resources = (invoking[0]?.Resource ?? []).map((resource) => JSON.stringify(resource))
        expect(resources).toHaveLength(unattended.length)
        for (const one of unattended) expect(resources.join(), one).toContain(`${one}Function`)
      }
    }
  })

  it('lets the scheduler invoke each one function and set aside what it could not deliver', () => {
    const roles = stage(name)
      .of('AWS::IAM::Role')
      .filter(({ properties }) => JSON.stringify(properties).includes('scheduler.amazonaws.com'))
    expect(roles).toHaveLength(stage(name).of('AWS::Scheduler::Schedule').length)
    for (const { properties } of roles)
      expect(
        Role.parse(properties).Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      ).toMatchObject([{ Action: ['lambda:InvokeFunction'] }, { Action: ['sqs:SendMessage'] }])
    expect(stage(name).of('AWS::IAM::Policy')).toEqual([])
  })

  it('has nothing that AwsSolutions finds but what is acknowledged for a reason', () => {
    expect(stage(name).findings).toEqual([])
    for (const { rule, on, reason } of acknowledgements) {
      expect(
        stage(name).paths.some((path) => on.test(path)),
        rule,
      ).toBe(true)
      expect(reason.length, rule).toBeGreaterThan(40)
    }
  })

  it('limits the public and the costly routes more than the others', () => {
    const [served] = stage(name).of('AWS::ApiGatewayV2::Stage')
    const limited = Object.keys(Object(served?.properties['RouteSettings']))
    for (const { declaration } of httpOperations.filter(({ declaration: { allow } }) => allow === 'public'))
      expect(limited).toContain(`${declaration.on.method} /v1${declaration.on.path}`)
    for (const key of [
      'POST /v1/applications',
      'POST /v1/console/customers/{customerId}/domain/verification',
      'POST /v1/staff/failed-events/{eventId}/redrive',
    ])
      expect(limited).toContain(key)
    expect(limited).not.toContain('GET /v1/me')
  })

  it('calls somebody when people suffer, by mail, and shows the same on a dashboard', () => {
    const alarms = stage(name).of('AWS::CloudWatch::Alarm')
    const names = alarms.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))
    expect(names).toEqual(
      expect.arrayContaining([
        'RequestsFail',
        'RequestsAreSlow',
        'RequestsAreTurnedAway',
        'EventsFailed',
        'DeadLettersWait',
        'MailsAreLate',
        'SchedulesDoNotReach',
        'MailsAreUncertain',
      ]),
    )
    for (const operation of operations)
      if (operation.declaration.on.kind === 'schedule')
        expect(names, operation.name).toContain(`${operation.name}IsOverdue`)
    for (const { id, properties } of alarms) {
      expect(properties['AlarmActions'], id).toHaveLength(1)
      expect(String(properties['AlarmDescription']).length, id).toBeGreaterThan(20)
      expect(properties['TreatMissingData'], id).toBe(id.includes('IsOverdue') ? 'breaching' : 'notBreaching')
    }
    expect(stage(name).of('AWS::SNS::Subscription')).toMatchObject([{ properties: { Protocol: 'email' } }])
    expect(stage(name).of('AWS::CloudWatch::Dashboard')).toHaveLength(1)
    const counted = stage(name)
      .of('AWS::Logs::MetricFilter')
      .map(({ properties }) => JSON.stringify(properties))
    for (const metric of ['TurnedAway', 'FailedEvents', 'OpenEffects'])
      expect(counted.join(), metric).toContain(metric)
  })

  it('runs each scheduled operation on its schedule, with retries and dead letters', () => {
    const schedules = stage(name).of('AWS::Scheduler::Schedule')
    const declared = operations.flatMap(({ declaration: { on } }) =>
      on.kind === 'schedule' ? [on.expression] : [],
    )
    expect(schedules.map(({ properties }) => properties['ScheduleExpression']).toSorted()).toEqual(
      declared.toSorted(),
    )
    for (const { properties } of schedules)
      expect(properties['Target']).toMatchObject({
        DeadLetterConfig: { Arn: expect.anything() },
        RetryPolicy: { MaximumRetryAttempts: 2 },
      })
  })

  it('reads the stream from its beginning, splits failing batches and sees only new outbox entries', () => {
    expect(
      stage(name)
        .of('AWS::Lambda::EventSourceMapping')
        .map(({ properties }) => properties)
        .filter(({ StartingPosition }) => StartingPosition !== undefined),
    ).toMatchObject([
      {
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 25,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 5,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
        FilterCriteria: {
          Filters: [
            {
              Pattern: JSON.stringify({
                eventName: ['INSERT'],
                dynamodb: { Keys: { pk: { S: [{ prefix: 'OUTBOX#' }] }, sk: { S: ['ENTRY'] } } },
              }),
            },
          ],
        },
      },
    ])
  })

  it('says what each parameter is for', () => {
    for (const [parameter, { Description }] of Object.entries(stage(name).parameters))
      expect(Description?.length, parameter).toBeGreaterThan(20)
  })
})

it('has the permissions that were last looked at (UPDATE_GOLDEN=1 writes them anew)', () => {
  const permissions = Object.fromEntries(
    [...functionsOf('dev')]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([operation, { statements }]) => [operation, statements.map(readable).toSorted()]),
  )
  const text = `${JSON.stringify(permissions, undefined, 2)}\n`
  if (UPDATING) writeFileSync(GOLDEN, text)
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'))
})

it('differs in production by the programme clock alone', () => {
  const withoutClock = (statement: Statement): string[] => {
    const keys = leadingKeys(statement)
    const rest = keys.filter((key) => key !== 'CLOCK')
    return keys.length > 0 && rest.length === 0 ? [] : [readable(statement).replace(/ CLOCK\b/, '')]
  }
  const dev = functionsOf('dev')
  for (const [operation, { statements }] of functionsOf('prod'))
    expect(statements.map(readable), operation).toEqual(dev.get(operation)?.statements.flatMap(withoutClock))
  for (const [file, text] of stage('prod').texts) expect(text, file).not.toContain('PROGRAMME_CLOCK')
})

it('names the file that a declared operation lacks', async () => {
  const [declared] = operations
  if (!declared) throw new Error('The contract is empty')
  await expect(bundleFunctions({ nowhere: { missingOperation: declared } })).rejects.toThrow(
    'The operation missingOperation is declared, but functions/nowhere/missing-operation.ts is missing',
  )
})

describe('bundles', () => {
  // 1.5 kB of each are the SDK's document client (ADR 0010).
  const limits = { normal: [300, 96], publicSuffixes: [430, 143], mail: [380, 120] } as const

  it.each(operations.map(({ name }) => name))('%s is small', (name) => {
    const { raw, gzip, carries } = bundles.measure(name)
    const [mostRaw, mostGzip] = limits[carries]
    expect(
      { raw: raw / 1000 <= mostRaw, gzip: gzip / 1000 <= mostGzip },
      `${raw} ${gzip} ${carries}`,
    ).toEqual({
      raw: true,
      gzip: true,
    })
  })

  it('are the same when built again', () => {
    const keys = (name: StageName) =>
      new Map([...functionsOf(name)].map(([operation, { Code }]) => [operation, Code.S3Key]))
    const dev = keys('dev')
    for (const [operation, key] of keys('prod')) expect(key, operation).toBe(dev.get(operation))
  })
})
