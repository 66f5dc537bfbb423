import { Duration } from 'aws-cdk-lib'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Schedule as ScheduleTrigger } from '../shared/kernel/operation.ts'
import { deadLettersOf, type OperationFunction } from './operation-function.ts'

/** How often, and for how long, an event that was not taken or not handled is tried again. */
export const RETRY = { retryAttempts: 2, maxEventAge: Duration.hours(1) } as const

/** Sees to it that a function whose answer nobody awaits is retried, and that its lost events are kept. */
export const keepFailures = (called: OperationFunction): void =>
  called.lambda.configureAsyncInvoke({ ...RETRY, onFailure: new SqsDestination(deadLettersOf(called)) })

/** Runs a function on its schedule, in UTC. */
export const runOnSchedule = (job: OperationFunction, { expression }: ScheduleTrigger): void => {
  new Schedule(job, 'Schedule', {
    description: job.operation.declaration.summary,
    schedule: ScheduleExpression.expression(expression),
    target: new LambdaInvoke(job.lambda, { ...RETRY, deadLetterQueue: deadLettersOf(job) }),
  })
  keepFailures(job)
}
