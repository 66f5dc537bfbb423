import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { keepFailures, RETRY } from './jobs.ts'
import type { Mail } from './mail.ts'
import { deadLettersOf, type OperationFunction } from './operation-function.ts'

/** Sends a function the mail service's events about mails of this programme. */
export const recordMailEvents = (recorder: OperationFunction, { configurationSet }: Mail): void => {
  new Rule(recorder, 'MailEvents', {
    description: recorder.operation.declaration.summary,
    eventPattern: {
      source: ['aws.ses'],
      detail: {
        eventType: [
          'Send',
          'Delivery',
          'Bounce',
          'Complaint',
          'Reject',
          'DeliveryDelay',
          'Rendering Failure',
        ],
        mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } },
      },
    },
    targets: [new LambdaFunction(recorder.lambda, { ...RETRY, deadLetterQueue: deadLettersOf(recorder) })],
  })
  keepFailures(recorder)
}
