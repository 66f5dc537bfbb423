import * as z from 'zod'
import { type Statement, statementsOf } from './iam.ts'
import { isJsonObject } from './json.ts'
import type { Resource } from './stacks.ts'
import type { StackFiles } from './template.ts'

/** What happens to an event that was handed over asynchronously and failed. */
export interface AsyncInvoke {
  readonly maximumRetries: number
  readonly maximumAgeSeconds: number
  /** The ARN of the failure destination or dead-letter queue. */
  readonly onFailure?: string
}

export interface FunctionDeclaration {
  readonly functionName: string
  readonly logicalId: string
  readonly constructId: string
  readonly arn: string
  readonly codeDir: string
  /** File and export, such as `index.handler`. */
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  /** What its role may do. */
  readonly statements: readonly Statement[]
  readonly asyncInvoke: AsyncInvoke
}

const LambdaFunction = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
})

const EventInvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
})

const Policy = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) })
const Role = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]) })

const POLICIES = new Set(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])
const RESOLVE_SECRET = /\{\{resolve:secretsmanager:(.+?):SecretString:([^:}]*)[^}]*\}\}/g

/** Gives the secret's text by the logical id of its declaration, or by its name where the stack does not declare it. */
export type Secrets = (logicalId: string) => string

const secretValue = (secret: string, member: string): string => {
  if (member === '') return secret
  try {
    const parsed: unknown = JSON.parse(secret)
    if (isJsonObject(parsed) && typeof parsed[member] === 'string') return parsed[member]
  } catch {
    // A secret that is not JSON stands for each of its members.
  }
  return secret
}

/** Replaces the secret references of a text, as a deployment would. */
const withSecrets = (resources: readonly Resource[], secrets: Secrets): ((text: string) => string) => {
  const declared = resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret')
  return (text) =>
    text.replace(RESOLVE_SECRET, (_whole, wanted: string, member: string) => {
      const found = declared.find(({ arn, id }) => arn === wanted || id === wanted)
      return secretValue(secrets(found?.logicalId ?? wanted), member)
    })
}

const statementsByRole = (resources: readonly Resource[]): Map<string, Statement[]> => {
  const statements = new Map<string, Statement[]>()
  const add = (role: string, document: unknown): void => {
    statements.set(role, [...(statements.get(role) ?? []), ...statementsOf(document)])
  }
  for (const { type, reference, properties } of resources) {
    if (type === 'AWS::IAM::Role')
      for (const { PolicyDocument } of Role.parse(properties).Policies) add(reference, PolicyDocument)
    if (!POLICIES.has(type)) continue
    const { PolicyDocument, Roles } = Policy.parse(properties)
    for (const role of Roles) add(role, PolicyDocument)
  }
  return statements
}

/** The functions with Node.js code that the stack declares. */
export const functionsOf = (
  files: StackFiles,
  resources: readonly Resource[],
  secrets: Secrets,
): readonly FunctionDeclaration[] => {
  const revealed = withSecrets(resources, secrets)
  const statements = statementsByRole(resources)
  const roleOfArn = new Map(
    resources.filter(({ type }) => type === 'AWS::IAM::Role').map(({ arn, reference }) => [arn, reference]),
  )
  const configs = resources
    .filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig')
    .map(({ properties }) => EventInvokeConfig.parse(properties))

  const isNode = ({ type, properties }: Resource): boolean =>
    type === 'AWS::Lambda::Function' &&
    isJsonObject(properties) &&
    `${properties['Runtime']}`.startsWith('nodejs') &&
    isJsonObject(properties['Code']) &&
    properties['Code']['S3Key'] !== undefined

  return resources.filter(isNode).map(({ id, arn, logicalId, constructId, properties }) => {
    const declared = LambdaFunction.parse(properties)
    const config = configs.find(({ FunctionName }) => FunctionName === id || FunctionName === arn)
    const onFailure =
      config?.DestinationConfig?.OnFailure?.Destination ?? declared.DeadLetterConfig?.TargetArn
    const variables = Object.entries(declared.Environment?.Variables ?? {})
    return {
      functionName: id,
      logicalId,
      constructId,
      arn,
      codeDir: files.codeDir(declared.Code.S3Key),
      handler: declared.Handler,
      environment: Object.fromEntries(variables.map(([name, value]) => [name, revealed(value)])),
      timeoutSeconds: declared.Timeout,
      memoryMegabytes: declared.MemorySize,
      statements: statements.get(roleOfArn.get(declared.Role) ?? '') ?? [],
      asyncInvoke: {
        maximumRetries: config?.MaximumRetryAttempts ?? 2,
        maximumAgeSeconds: config?.MaximumEventAgeInSeconds ?? 21_600,
        ...(onFailure === undefined ? {} : { onFailure }),
      },
    }
  })
}
