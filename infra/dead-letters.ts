import { Duration } from 'aws-cdk-lib'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { OperationFunction } from './operation-function.ts'

/** The one queue for whatever unattended functions could not handle, kept for 14 days where even its own taker fails. */
export const deadLetterQueue = (scope: Construct): Queue =>
  new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.minutes(6),
    enforceSSL: true,
  })

/** Feeds a function the dead letters; what it cannot take stays in the queue and comes again. */
export const takeDeadLetters = (taker: OperationFunction, { queueArn }: Queue): void => {
  new EventSourceMapping(taker, 'DeadLetters', {
    target: taker.lambda,
    eventSourceArn: queueArn,
    batchSize: 10,
  })
}
