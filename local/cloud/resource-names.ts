/** The region and the account of the laptop's resources. */
export const REGION = 'us-east-1'
export const ACCOUNT = '000000000000'

const regional = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`

const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::Lambda::Function': (name) => regional('lambda', `function:${name}`),
  'AWS::DynamoDB::GlobalTable': (name) => regional('dynamodb', `table/${name}`),
  'AWS::IAM::Role': (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  'AWS::SecretsManager::Secret': (name) => regional('secretsmanager', `secret:${name}`),
}

/** The ARN of a schedule of a group. */
export const scheduleArn = (group: string, name: string): string =>
  regional('scheduler', `schedule/${group}/${name}`)

/** The ARN of a resource of this type and name, such as `arn:aws:sqs:us-east-1:000000000000:DeadLetters`. */
export const arnOf = (type: string, name: string): string =>
  ARNS[type]?.(name) ?? regional((type.split('::')[1] ?? '').toLowerCase(), name)

/** What `Ref` gives for a resource. */
export const referenceOf = (type: string, name: string): string =>
  type === 'AWS::SecretsManager::Secret' ? arnOf(type, name) : name

/** What `Fn::GetAtt` gives for a resource: its ARN, its stream's, or a text that nothing on the laptop reads. */
export const attributeOf = (type: string, name: string, attribute: string): string => {
  if (attribute === 'Arn') return arnOf(type, name)
  return attribute === 'StreamArn' ? `${arnOf(type, name)}/stream/laptop` : `${name}.${attribute}`
}
