import { describe, expect, it } from 'vitest'
import { DeadLetter, failedEventOf } from '../../shared/failures/dead-letter.ts'
import { FailedEventId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { asynchronousLetter, FUNCTION_ARN } from '../support/dead-letter.ts'

describe('a dead letter', () => {
  const eventId = FailedEventId.parse(crypto.randomUUID())
  const told = (body: string, attributes: Record<string, string> = {}) =>
    failedEventOf(
      eventId,
      DeadLetter.parse({
        messageId: eventId,
        body,
        messageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue }]),
        ),
      }),
      fromMillis(0),
    )

  it.each([
    [
      'an event that a function failed on',
      asynchronousLetter({ detail: 1 }).body,
      {},
      { source: 'failed', functionArn: FUNCTION_ARN, reason: 'TypeError', event: '{"detail":1}' },
    ],
    [
      'a schedule whose function was not reached',
      '{"id":"x"}',
      { TARGET_ARN: FUNCTION_ARN, ERROR_CODE: 'SDK_CLIENT_ERROR' },
      { source: 'undelivered', functionArn: FUNCTION_ARN, reason: 'SDK_CLIENT_ERROR', event: '{"id":"x"}' },
    ],
    [
      'records of the stream, which it does not hold',
      JSON.stringify({
        requestContext: { functionArn: FUNCTION_ARN, condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: { shardId: 'shard', startSequenceNumber: '1' },
      }),
      {},
      { source: 'stream', functionArn: FUNCTION_ARN, reason: 'RetryAttemptsExhausted' },
    ],
    ['anything else, kept as it is', 'not JSON', {}, { source: 'unknown', event: 'not JSON' }],
  ])('tells of %s', (_case, body, attributes, expected) => {
    const failed = told(body, attributes)
    expect(failed).toMatchObject(expected)
    expect('event' in failed).toBe('event' in expected)
  })
})
