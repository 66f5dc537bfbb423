import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/failures/record-failed-event.ts'
import { DeadLetter, failedEventOf } from '../../shared/failures/dead-letter.ts'
import { FailedEventId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { auditActions } from '../support/effects.ts'
import { asynchronousLetter, FUNCTION_ARN, queueEvent } from '../support/dead-letter.ts'
import { run } from '../support/run.ts'
import { useTestTable } from '../support/test-table.ts'

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

describe('recordFailedEvent', () => {
  const table = useTestTable()

  it('keeps each dead letter once, however often it is delivered, with its audit', async () => {
    const letters = [asynchronousLetter({ detail: 1 }), { ...asynchronousLetter({}), body: 'poison' }]
    await run(handler, queueEvent(...letters))
    await Promise.all([run(handler, queueEvent(...letters)), run(handler, queueEvent(...letters.slice(1)))])
    const kept = (await table.items()).filter(({ sk }) => sk === 'FAILED-EVENT')
    expect(kept).toHaveLength(2)
    for (const { messageId } of letters)
      expect(await auditActions(table, `FAILED-EVENT#${messageId}`)).toEqual(['failed-event.recorded'])
  })
})
