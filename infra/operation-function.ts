import { Duration } from 'aws-cdk-lib'
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { isHttp, isUnattended, type Operation } from '../shared/declaration/operation.ts'
import { handlerOf } from './bundle.ts'
import { environmentOf } from './environment.ts'
import type { Foundation } from './foundation.ts'
import { permissionsOf } from './grants.ts'

/** Memory gives processor time: somebody waits for an HTTP function's first call, nobody for the others' (ADR 36). */
const MEMORY_MB = { http: 1_024, others: 512 } as const
const REQUEST_SECONDS = 15
const EVENT_SECONDS = 60

const timeoutOf = ({ declaration }: Operation): Duration =>
  Duration.seconds(
    declaration.on.kind === 'http'
      ? REQUEST_SECONDS
      : ('timeoutSeconds' in declaration && declaration.timeoutSeconds) || EVENT_SECONDS,
  )

/** One operation's function with its own role and its logs. */
export class OperationFunction extends Construct {
  readonly operation: Operation
  readonly lambda: Function
  readonly logs: LogGroup
  /** The queue for events that an unattended operation could not handle. */
  readonly deadLetters: IQueue | undefined

  constructor(scope: Construct, operation: Operation, foundation: Foundation) {
    super(scope, operation.name)
    const { stage, bundles } = foundation
    const logs = new LogGroup(this, 'Logs', { retention: stage.logRetention, removalPolicy: stage.removal })
    this.operation = operation
    this.deadLetters = isUnattended(operation) ? foundation.deadLetters : undefined
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        permissions: new PolicyDocument({
          statements: permissionsOf(operation, foundation, logs),
        }),
      },
    })
    this.logs = logs
    this.lambda = new Function(this, 'Function', {
      description: `${operation.name}: ${operation.declaration.summary}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: isHttp(operation) ? MEMORY_MB.http : MEMORY_MB.others,
      timeout: timeoutOf(operation),
      handler: handlerOf(operation),
      code: Code.fromAsset(bundles.folderOf(operation.name)),
      role: role.withoutPolicyUpdates(),
      logGroup: logs,
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: environmentOf(operation, foundation),
      ...(stage.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: stage.reservedConcurrency,
      }),
    })
    if (isUnattended(operation)) foundation.unattended.push(this.lambda.functionArn)
  }
}

/** The dead letters of an unattended operation; throws for an operation whose answer somebody waits for. */
export const deadLettersOf = ({ deadLetters, operation }: OperationFunction): IQueue => {
  if (!deadLetters) throw new Error(`${operation.name} has no dead letters, as somebody waits for its answer`)
  return deadLetters
}
