import { NestedStack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { isHttp, type Operation } from '../shared/declaration/operation.ts'
import type { Api } from './api.ts'
import { readDeadLetters } from './dead-letters.ts'
import type { Foundation } from './foundation.ts'
import { runOnSchedule } from './jobs.ts'
import { recordMailEvents } from './mail-events.ts'
import { OperationFunction } from './operation-function.ts'
import { readStream } from './stream-reader.ts'

/** The operations of one area: their functions, and what invokes them. */
export class AreaStack extends NestedStack {
  readonly functions: readonly OperationFunction[]

  constructor(
    scope: Construct,
    area: string,
    operations: readonly Operation[],
    api: Api,
    foundation: Foundation,
  ) {
    super(scope, area, { description: `The operations of the area ${area}` })
    this.functions = operations.map((operation) => {
      const made = new OperationFunction(this, operation, foundation)
      const { on } = operation.declaration
      if (isHttp(operation)) api.route(made, operation.declaration)
      else if (on.kind === 'schedule') runOnSchedule(made, on, foundation.schedules)
      else if (on.kind === 'stream') readStream(made, on, foundation.table)
      else if (on.kind === 'dead-letters') readDeadLetters(made, foundation.deadLetters)
      else if (on.kind === 'mail-events') recordMailEvents(made, foundation.mail)
      return made
    })
  }
}
