import { Duration } from 'aws-cdk-lib'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { OperationFunction } from './operation-function.ts'

/** The one queue for events that unattended functions could not handle; a message stays 14 days where its reader fails as well. */
export const deadLetterQueue = (scope: Construct): Queue =>
  new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    visibilityTimeout: Duration.minutes(6),
    enforceSSL: true,
  })

/** Sends the dead letters to a function; one that it fails on stays in the queue and comes again. */
export const readDeadLetters = (reader: OperationFunction, { queueArn }: Queue): void => {
  new EventSourceMapping(reader, 'DeadLetters', {
    target: reader.lambda,
    eventSourceArn: queueArn,
    batchSize: 10,
  })
}
