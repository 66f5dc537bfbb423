import { Duration } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { Schedule, ScheduleExpression, type ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { Schedule as ScheduleTrigger } from '../shared/declaration/operation.ts'
import { deadLettersOf, type OperationFunction } from './operation-function.ts'

/** How often, and for how long, an event that was not delivered or not handled is tried again. */
export const RETRY = { retryAttempts: 2, maxEventAge: Duration.hours(1) } as const

/** Retries the events of a function whose answer nobody waits for, and keeps those that fail in the end. */
export const keepFailures = (called: OperationFunction): void =>
  called.lambda.configureAsyncInvoke({ ...RETRY, onFailure: new SqsDestination(deadLettersOf(called)) })

/** The scheduler's role: it may invoke this function, and send events that it could not deliver to the dead letters. */
const schedulerRole = (job: OperationFunction): Role => {
  const allow = (action: string, resource: string): PolicyStatement =>
    new PolicyStatement({ actions: [action], resources: [resource] })
  return new Role(job, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    inlinePolicies: {
      permissions: new PolicyDocument({
        statements: [
          allow('lambda:InvokeFunction', job.lambda.functionArn),
          allow('sqs:SendMessage', deadLettersOf(job).queueArn),
        ],
      }),
    },
  })
}

/** Runs a function on its schedule, in UTC. */
export const runOnSchedule = (
  job: OperationFunction,
  { expression }: ScheduleTrigger,
  scheduleGroup: ScheduleGroup,
): void => {
  const schedule = new Schedule(job, 'Schedule', {
    scheduleGroup,
    description: job.operation.declaration.summary,
    schedule: ScheduleExpression.expression(expression),
    target: new LambdaInvoke(job.lambda, {
      ...RETRY,
      deadLetterQueue: deadLettersOf(job),
      role: schedulerRole(job).withoutPolicyUpdates(),
    }),
  })
  schedule.node.addDependency(scheduleGroup)
  keepFailures(job)
}
