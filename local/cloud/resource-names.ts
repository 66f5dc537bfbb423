/** The pseudo-account in which the laptop's resources stand. */
export const REGION = 'us-east-1'
export const ACCOUNT = '000000000000'

const regional = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`

/** The property that names a resource, by its type. */
export const NAMING_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Events::EventBus': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::Logs::LogGroup': 'LogGroupName',
}

/** Resource types that are tables. */
export const TABLES: ReadonlySet<string> = new Set(['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'])

const ARNS: Readonly<Record<string, (id: string) => string>> = {
  'AWS::Lambda::Function': (id) => regional('lambda', `function:${id}`),
  'AWS::DynamoDB::GlobalTable': (id) => regional('dynamodb', `table/${id}`),
  'AWS::DynamoDB::Table': (id) => regional('dynamodb', `table/${id}`),
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id}`,
  'AWS::IAM::Role': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::IAM::ManagedPolicy': (id) => `arn:aws:iam::${ACCOUNT}:policy/${id}`,
  'AWS::SecretsManager::Secret': (id) => regional('secretsmanager', `secret:${id}`),
  'AWS::Events::Rule': (id) => regional('events', `rule/${id}`),
  'AWS::Events::EventBus': (id) => regional('events', `event-bus/${id}`),
  'AWS::Scheduler::Schedule': (id) => regional('scheduler', `schedule/default/${id}`),
  'AWS::Scheduler::ScheduleGroup': (id) => regional('scheduler', `schedule-group/${id}`),
  'AWS::Cognito::UserPool': (id) => regional('cognito-idp', `userpool/${REGION}_${id}`),
  'AWS::Logs::LogGroup': (id) => regional('logs', `log-group:${id}:*`),
  'AWS::SES::ConfigurationSet': (id) => regional('ses', `configuration-set/${id}`),
  'AWS::SES::EmailIdentity': (id) => regional('ses', `identity/${id}`),
  'AWS::KMS::Key': (id) => regional('kms', `key/${id}`),
}

/** The ARN a resource of this type and name has in the pseudo-account. */
export const arnOf = (type: string, id: string): string =>
  ARNS[type]?.(id) ?? regional((type.split('::')[1] ?? '').toLowerCase(), id)

const REFERENCED_BY_ARN = new Set([
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::IAM::ManagedPolicy',
  'AWS::CertificateManager::Certificate',
])

const queueUrl = (id: string): string => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${id}`

/** What `Ref` gives for a resource. */
export const referenceOf = (type: string, id: string): string => {
  if (REFERENCED_BY_ARN.has(type)) return arnOf(type, id)
  if (type === 'AWS::SQS::Queue') return queueUrl(id)
  return type === 'AWS::Cognito::UserPool' ? `${REGION}_${id}` : id
}

/** What `Fn::GetAtt` gives for a resource; a value of the right shape where nothing on the laptop depends on it. */
export const attributeOf = (type: string, id: string, attribute: string): string => {
  const values: Readonly<Record<string, string>> = {
    Arn: arnOf(type, id),
    StreamArn: `${arnOf(type, id)}/stream/laptop`,
    TopicArn: arnOf(type, id),
    ApiId: id,
    ApiEndpoint: `https://${id}.execute-api.${REGION}.amazonaws.com`,
    ProviderURL: `https://cognito-idp.${REGION}.amazonaws.com/${REGION}_${id}`,
    ProviderName: `cognito-idp.${REGION}.amazonaws.com/${REGION}_${id}`,
    UserPoolId: `${REGION}_${id}`,
    QueueName: id,
    QueueUrl: queueUrl(id),
    Id: referenceOf(type, id),
    DomainName: `${id.toLowerCase()}.example`,
  }
  return values[attribute] ?? `${id}.${attribute}`
}
