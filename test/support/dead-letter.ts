import { handler } from '../../functions/failures/record-failed-event.ts'
import { FailedEventId } from '../../shared/kernel/id.ts'
import { withoutRecording } from './describe/guard-recording.ts'
import { run } from './describe/run.ts'

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:recordMailEvent'

interface Letter {
  readonly messageId: FailedEventId
  readonly body: string
}

/** What Lambda sends to the failure destination when a function failed on an event. */
export const asynchronousLetter = (event: object): Letter => ({
  messageId: FailedEventId.parse(crypto.randomUUID()),
  body: JSON.stringify({
    version: '1.0',
    requestContext: {
      functionArn: `${FUNCTION_ARN}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: event,
    responsePayload: { errorType: 'TypeError', errorMessage: 'words that are not kept' },
  }),
})

/** What Lambda sends when records of the stream were given up: where they stand, not what they are. */
export const streamLetter = (): Letter => ({
  messageId: FailedEventId.parse(crypto.randomUUID()),
  body: JSON.stringify({
    requestContext: { functionArn: FUNCTION_ARN, condition: 'RetryAttemptsExhausted' },
    DDBStreamBatchInfo: {
      shardId: 'shard-1',
      startSequenceNumber: '1',
      endSequenceNumber: '1',
      batchSize: 1,
    },
  }),
})

/** The queue's event for messages. */
export const queueEvent = (...letters: Letter[]) => ({
  Records: letters.map((letter) => ({ ...letter, messageAttributes: {}, eventSource: 'aws:sqs' })),
})

/** Has a dead letter recorded, as the queue would. */
export const recorded = async (letter: Letter): Promise<FailedEventId> => {
  await withoutRecording(() => run(handler, queueEvent(letter)))
  return letter.messageId
}
