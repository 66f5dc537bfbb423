import * as z from 'zod'
import type { FailedEventId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import type { FailedEvent } from './failed-event.ts'

const Attributes = z.record(z.string(), z.object({ stringValue: z.string().optional() }))

/** A message of the dead-letter queue. */
export const DeadLetter = z.object({
  messageId: z.string(),
  body: z.string(),
  messageAttributes: Attributes.default({}),
})
export type DeadLetter = z.infer<typeof DeadLetter>

/** What Lambda sends to the failure destination of an asynchronous invocation, with the event, or of a stream reader, without the records. */
const FailureRecord = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string() }),
  requestPayload: z.unknown().optional(),
  responsePayload: z.object({ errorType: z.string() }).optional().catch(undefined),
  DDBStreamBatchInfo: z.unknown().optional(),
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const withoutVersion = (functionArn: string): string => functionArn.split(':').slice(0, 7).join(':')

const contents = ({ body, messageAttributes }: DeadLetter) => {
  const record = FailureRecord.safeParse(parsed(body))
  if (record.success) {
    const { requestContext, requestPayload, responsePayload, DDBStreamBatchInfo } = record.data
    const functionArn = withoutVersion(requestContext.functionArn)
    const reason = responsePayload?.errorType ?? requestContext.condition
    return DDBStreamBatchInfo === undefined
      ? { source: 'failed' as const, functionArn, reason, event: JSON.stringify(requestPayload ?? {}) }
      : { source: 'stream' as const, functionArn, reason }
  }
  const target = messageAttributes['TARGET_ARN']?.stringValue
  const reason = messageAttributes['ERROR_CODE']?.stringValue ?? 'unknown'
  return target?.startsWith('arn:aws:lambda:')
    ? { source: 'undelivered' as const, functionArn: withoutVersion(target), reason, event: body }
    : { source: 'unknown' as const, reason, event: body }
}

/** The failed event that a dead letter describes, from any service; a letter of unknown form is stored unchanged. */
export const failedEventOf = (eventId: FailedEventId, letter: DeadLetter, at: Instant): FailedEvent => ({
  eventId,
  failedAt: at,
  state: 'failed',
  ...contents(letter),
})
