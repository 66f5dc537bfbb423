import * as z from 'zod'
import { type Statement, statementsOf } from './iam.ts'
import type { Resource } from './stacks.ts'
import type { StackFiles } from './template.ts'

/** What happens to an asynchronous event that failed. */
export interface AsyncInvoke {
  readonly maximumRetries: number
  /** The ARN of the failure destination. */
  readonly onFailure?: string
}

export interface FunctionDeclaration {
  readonly functionName: string
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
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  Timeout: z.number(),
  MemorySize: z.number(),
})

const EventInvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }),
})

const Role = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })),
  ManagedPolicyArns: z.undefined().optional(),
})

/** A reference to a whole secret, or to a field of one. */
const SECRET = /\{\{resolve:secretsmanager:(.+?):SecretString:([^:}]*)::\}\}/g

/** The text of a secret: by its logical id, or for a field of one that is made before the deployment by `name:field`. */
export type Secrets = (id: string) => string

/** Replaces the references to secrets in a text, as a deployment would. */
const withSecrets = (resources: readonly Resource[], secrets: Secrets): ((text: string) => string) => {
  const declared = resources.filter(({ type }) => type === 'AWS::SecretsManager::Secret')
  return (text) =>
    text.replace(SECRET, (reference, wanted: string, field: string) => {
      if (field !== '') return secrets(`${wanted}:${field}`)
      const secret = declared.find(({ arn }) => arn === wanted)
      if (secret === undefined) throw new Error(`The assembly has no secret for ${reference}.`)
      return secrets(secret.logicalId)
    })
}

const CustomResource = z.object({ ServiceToken: z.string() })

/** The functions that a deployment itself calls for its custom resources: the laptop deploys nothing, so that it runs none. */
const ofDeployment = (resources: readonly Resource[]): Set<string> =>
  new Set(
    resources
      .filter(({ type }) => type.startsWith('Custom::'))
      .map(({ properties }) => CustomResource.parse(properties).ServiceToken),
  )

/** The functions that the stack declares for the programme. */
export const functionsOf = (
  files: StackFiles,
  resources: readonly Resource[],
  secrets: Secrets,
): readonly FunctionDeclaration[] => {
  const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type)
  const revealed = withSecrets(resources, secrets)
  const roles = ofType('AWS::IAM::Role')
  const configurations = ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) =>
    EventInvokeConfig.parse(properties),
  )
  const asyncInvokeOf = (functionName: string): AsyncInvoke => {
    const declared = configurations.find(({ FunctionName }) => FunctionName === functionName)
    if (declared === undefined) return { maximumRetries: 2 }
    const { MaximumRetryAttempts: maximumRetries, DestinationConfig } = declared
    return { maximumRetries, onFailure: DestinationConfig.OnFailure.Destination }
  }
  const deploying = ofDeployment(resources)
  const ofProgramme = ofType('AWS::Lambda::Function').filter(({ arn }) => !deploying.has(arn))
  return ofProgramme.map(({ name, arn, properties }) => {
    const declared = LambdaFunction.parse(properties)
    const role = Role.parse(roles.find((some) => some.arn === declared.Role)?.properties)
    const variables = Object.entries(declared.Environment.Variables)
    return {
      functionName: name,
      arn,
      codeDir: files.codeDir(declared.Code.S3Key),
      handler: declared.Handler,
      environment: Object.fromEntries(variables.map(([variable, value]) => [variable, revealed(value)])),
      timeoutSeconds: declared.Timeout,
      memoryMegabytes: declared.MemorySize,
      statements: role.Policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
      asyncInvoke: asyncInvokeOf(name),
    }
  })
}
