import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Assembly, findFunction, readAssembly } from '../../local/cloud/assembly.ts'

const CODE = 'c'.repeat(64)
const NESTED = 'd'.repeat(64)
const parameter = (name: string) => ({ Ref: `referenceto${name}` })

const root = {
  Parameters: { Sender: { Type: 'String' }, Issuer: { Type: 'String', Default: 'https://issuer.example' } },
  Conditions: { HasOwnIssuer: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Issuer' }, ''] }] } },
  Resources: {
    TableA1: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    KeyB2: { Type: 'AWS::SecretsManager::Secret' },
    DeadC3: { Type: 'AWS::SQS::Queue' },
    AlarmKey: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {}, EnableKeyRotation: true } },
    Alarms: {
      Type: 'AWS::SNS::Topic',
      Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['AlarmKey', 'Arn'] } },
    },
    ApiD4: { Type: 'AWS::ApiGatewayV2::Api' },
    JwtE5: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        AuthorizerType: 'JWT',
        JwtConfiguration: {
          Audience: ['console'],
          Issuer: { 'Fn::If': ['HasOwnIssuer', { Ref: 'Issuer' }, 'https://pool.example'] },
          Other: { Ref: 'AWS::NoValue' },
        },
      },
    },
    TrialsStackF6: {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        TemplateURL: {
          'Fn::Join': ['/', ['https://s3', { 'Fn::Sub': 'in-${AWS::Region}' }, `${NESTED}.json`]],
        },
        Parameters: {
          referencetoTable: { Ref: 'TableA1' },
          referencetoTableArn: { 'Fn::GetAtt': ['TableA1', 'Arn'] },
          referencetoStreamArn: { 'Fn::GetAtt': ['TableA1', 'StreamArn'] },
          referencetoKey: { Ref: 'KeyB2' },
          referencetoDead: { 'Fn::GetAtt': ['DeadC3', 'Arn'] },
          referencetoApi: { Ref: 'ApiD4' },
          referencetoJwt: { Ref: 'JwtE5' },
          referencetoSender: { Ref: 'Sender' },
        },
      },
    },
    UploadedH8: {
      Type: 'Custom::Upload',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['UploadI9', 'Arn'] } },
    },
    UploadI9: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'python3.13', Handler: 'index.handler' },
    },
    RuleG7: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'] },
        Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['TrialsStackF6', 'Outputs.ExtendArn'] } }],
      },
    },
  },
}

const allow = (actions: string | string[], resource: unknown, condition?: object) => ({
  Statement: [
    {
      Effect: 'Allow',
      Action: actions,
      Resource: resource,
      ...(condition ? { Condition: condition } : {}),
    },
  ],
})

const nested = {
  Parameters: Object.fromEntries(
    Object.keys(root.Resources.TrialsStackF6.Properties.Parameters).map((name) => [name, { Type: 'String' }]),
  ),
  Outputs: { ExtendArn: { Value: { 'Fn::GetAtt': ['ExtendFunction1', 'Arn'] } } },
  Resources: {
    ExtendRole2: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          { PolicyName: 'letters', PolicyDocument: allow('sqs:SendMessage', parameter('Dead')) },
          {
            PolicyName: 'table',
            PolicyDocument: allow(
              ['dynamodb:Query'],
              { 'Fn::Join': ['', [parameter('TableArn'), '/index/due']] },
              { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['DUE#*'] } },
            ),
          },
        ],
      },
    },
    ExtendFunction1: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: `${CODE}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['ExtendRole2', 'Arn'] },
        Timeout: 15,
        MemorySize: 512,
        Environment: {
          Variables: {
            TABLE: parameter('Table'),
            SENDER: parameter('Sender'),
            DOMAIN: { 'Fn::Select': [1, { 'Fn::Split': ['@', parameter('Sender')] }] },
            FIELD: '{{resolve:secretsmanager:programme/payments:SecretString:key::}}',
            KEY: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', parameter('Key'), ':SecretString:::}}']] },
          },
        },
      },
    },
    Retries4: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'ExtendFunction1' },
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: parameter('Dead') } },
      },
    },
    Integration5: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['ExtendFunction1', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route6: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: parameter('Api'),
        RouteKey: 'POST /trials/{id}',
        AuthorizationType: 'JWT',
        AuthorizerId: parameter('Jwt'),
        AuthorizationScopes: ['programme/use'],
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration5' }]] },
      },
    },
    Schedule7: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        GroupName: 'programme-schedules',
        ScheduleExpression: 'rate(5 minutes)',
        Target: { Arn: { 'Fn::GetAtt': ['ExtendFunction1', 'Arn'] }, Input: '{"shard":1}' },
      },
    },
    Reader8: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: parameter('StreamArn'),
        FunctionName: { Ref: 'ExtendFunction1' },
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      },
    },
  },
}

/** The templates with the path of each construct, as `cdk synth` notes it. */
const withPaths = (template: { Resources: Record<string, object> }) => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => [
      id,
      { ...resource, Metadata: { 'aws:cdk:path': PATHS[id] ?? `Programme/${id}/Resource` } },
    ]),
  ),
})
const PATHS: Readonly<Record<string, string>> = {
  TrialsStackF6: 'Programme/trials.NestedStack/trials.NestedStackResource',
  ExtendFunction1: 'Programme/trials/extendTrial/Function/Resource',
}

describe('a synthesized assembly', () => {
  const assemblyDir = mkdtempSync(join(tmpdir(), 'assembly-'))
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(assemblyDir, name), JSON.stringify(value))
  const read = (parameters: Record<string, string>): Assembly =>
    readAssembly({
      assemblyDir,
      parameters,
      secrets: (id) => `secret of ${id}`,
      unique: 'own',
    })

  beforeAll(() => {
    mkdirSync(join(assemblyDir, 'asset.code'))
    write('root.template.json', withPaths(root))
    write('nested.template.json', withPaths(nested))
    write('root.assets.json', {
      files: {
        [CODE]: { source: { path: 'asset.code' } },
        [NESTED]: { source: { path: 'nested.template.json' } },
      },
    })
    write('manifest.json', {
      artifacts: {
        assets: { type: 'cdk:asset-manifest', properties: { file: 'root.assets.json' } },
        Programme: {
          type: 'aws:cloudformation:stack',
          properties: { templateFile: 'root.template.json' },
        },
      },
    })
  })
  afterAll(() => rmSync(assemblyDir, { recursive: true }))

  test('names each parameter that lacks a value', () => {
    expect(() => read({})).toThrow("The stack's parameters need a value: Sender.")
  })
  test('gives functions with code, environment, secrets and what happens on failure', () => {
    const extend = findFunction(read({ Sender: 'a@x.example' }), 'extendTrial')
    expect(extend).toMatchObject({
      functionName: 'extendTrial',
      codeDir: join(assemblyDir, 'asset.code'),
      timeoutSeconds: 15,
      environment: {
        TABLE: 'TableA1-own',
        SENDER: 'a@x.example',
        DOMAIN: 'x.example',
        KEY: 'secret of KeyB2',
        FIELD: 'secret of programme/payments:key',
      },
      asyncInvoke: { maximumRetries: 1, onFailure: 'arn:aws:sqs:us-east-1:000000000000:DeadC3' },
    })
  })
  test('leaves out the functions that a deployment itself calls', () => {
    const { functions, site } = read({ Sender: 'a@x.example' })
    expect(functions.map(({ functionName }) => functionName)).toEqual(['extendTrial'])
    expect(site).toBeUndefined()
  })
  test('gives functions the statements of their role', () => {
    const { statements } = findFunction(read({ Sender: 'a@x.example' }), 'extendTrial')
    expect(statements.map(({ actions, resources }) => [...actions, ...resources])).toEqual([
      ['sqs:SendMessage', 'arn:aws:sqs:us-east-1:000000000000:DeadC3'],
      ['dynamodb:Query', 'arn:aws:dynamodb:us-east-1:000000000000:table/TableA1-own/index/due'],
    ])
  })
  test('gives routes in nested stacks their function and authorizer', () => {
    const { apis } = read({ Sender: 'a@x.example' })
    expect(apis).toMatchObject([
      {
        apiId: 'ApiD4',
        routes: [
          {
            routeKey: 'POST /trials/{id}',
            functionName: 'extendTrial',
            authorizer: {
              issuer: 'https://issuer.example',
              audiences: ['console'],
              scopes: ['programme/use'],
            },
          },
        ],
      },
    ])
  })
  test('takes parameters and names tables for the installation', () => {
    const { apis, tables } = read({ Sender: 'a@x.example', Issuer: 'https://own.example' })
    expect(apis[0]?.routes[0]?.authorizer?.issuer).toBe('https://own.example')
    const unnamed = read({ Sender: 'a@x.example', Issuer: '' })
    expect(unnamed.apis[0]?.routes[0]?.authorizer?.issuer).toBe('https://pool.example')
    expect(tables.map(({ tableName, ttlAttribute }) => [tableName, ttlAttribute])).toEqual([
      ['TableA1-own', 'expiresAt'],
    ])
  })
  test('passes over what it does not run, such as the encrypted topic of alarms', () => {
    expect(() => read({ Sender: 'a@x.example' })).not.toThrow()
  })
  test('gives what else starts a function', () => {
    const assembly = read({ Sender: 'a@x.example' })
    expect(assembly.schedules).toMatchObject([
      {
        arn: expect.stringMatching(/:schedule\/programme-schedules\/\S*Schedule7$/),
        expression: 'rate(5 minutes)',
        functionName: 'extendTrial',
        input: '{"shard":1}',
      },
    ])
    expect(assembly.streamReaders).toMatchObject([
      {
        functionName: 'extendTrial',
        streamArn: assembly.tables[0]?.streamArn,
        batchSize: 10,
        filters: [{ eventName: ['INSERT'] }],
        reportsItemFailures: true,
        maximumRetries: -1,
      },
    ])
    expect(assembly.eventRules).toMatchObject([
      { pattern: { source: ['aws.ses'] }, functionName: 'extendTrial' },
    ])
  })
})
