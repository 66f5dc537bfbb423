import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { FailedEventId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/**
 * An event that an unattended function could not handle after all its retries. `failed` was accepted and not handled,
 * `undelivered` never reached its function, `stream` names records of the table's stream and holds none of them.
 */
export const FailedEvent = z.object({
  eventId: FailedEventId,
  source: z.enum(['failed', 'undelivered', 'stream', 'unknown']),
  /** Absent if the dead letter does not name its function. */
  functionArn: z.string().optional(),
  /** The event as JSON text, to be given to the function again; absent if a later run does the work without it. */
  event: z.string().optional(),
  /** The kind of error, never its message, which may contain what people wrote. */
  reason: z.string(),
  failedAt: Instant,
  state: z.enum(['failed', 'redriven']),
  redrivenAt: Instant.optional(),
  redrivenBy: EmailAddress.optional(),
})
export type FailedEvent = z.infer<typeof FailedEvent>

export const failedEventNotFound = /* @__PURE__ */ problem('failed-event-not-found', {
  kind: 'missing',
  title: 'There is no such failed event',
  advice: 'Choose an event from the list of failed events.',
})
export const failedEventAlreadyRedriven = /* @__PURE__ */ problem(
  'failed-event-already-redriven',
  {
    kind: 'conflict',
    title: 'The event was given to its function again already',
    advice: 'If it failed again, it is in the list as a new failed event.',
  },
  { redrivenAt: Instant },
)
export const failedEventNotRedrivable = /* @__PURE__ */ problem('failed-event-not-redrivable', {
  kind: 'conflict',
  title: 'There is no event to give to a function again',
  advice: 'What the stream brought is due in the outbox and is taken up without it.',
})

/** One request's right to give an event to its function again. If the request dies, the right lapses at a second of real time. */
export const RedriveReservation = z.object({ eventId: FailedEventId, expiresAt: z.int() })
export type RedriveReservation = z.infer<typeof RedriveReservation>

const LONGEST_REDRIVE_SECONDS = 60

/** The right to redrive an event from a second of real time on, for as long as a request may take. */
export const reserveRedrive = (eventId: FailedEventId, realSeconds: number): RedriveReservation => ({
  eventId,
  expiresAt: realSeconds + LONGEST_REDRIVE_SECONDS,
})

/** An event and the function that it is to be given to. */
export interface Redrive {
  readonly eventId: FailedEventId
  readonly functionArn: string
  readonly event: string
}

/** What to redrive; refuses an event that was redriven before and a letter without an event. */
export const redriveOf = ({ eventId, state, redrivenAt, functionArn, event }: FailedEvent): Redrive => {
  if (state === 'redriven' && redrivenAt) throw failedEventAlreadyRedriven({ redrivenAt })
  if (functionArn === undefined || event === undefined) throw failedEventNotRedrivable()
  return { eventId, functionArn, event }
}

/** The event after it was given to its function again. */
export const redriven = (failed: FailedEvent, by: EmailAddress, at: Instant): FailedEvent => ({
  ...failed,
  state: 'redriven',
  redrivenAt: at,
  redrivenBy: by,
})

/** A failed event as staff see it, without the event itself, which may contain addresses. */
export const FailedEventView = z
  .strictObject({
    eventId: FailedEventId,
    source: FailedEvent.shape.source,
    functionName: z.string().optional(),
    reason: z.string(),
    failedAt: Instant,
    state: FailedEvent.shape.state,
    redrivable: z.boolean(),
    redrivenAt: Instant.optional(),
    redrivenBy: EmailAddress.optional(),
    version: z.int(),
  })
  .meta({ id: 'FailedEventView' })

/** Shows a failed event to staff. */
export const failedEventView = (
  { functionArn, event, state, ...failed }: FailedEvent,
  version: number,
): z.input<typeof FailedEventView> => ({
  eventId: failed.eventId,
  source: failed.source,
  ...(functionArn === undefined ? {} : { functionName: functionArn.slice(functionArn.lastIndexOf(':') + 1) }),
  reason: failed.reason,
  failedAt: failed.failedAt,
  state,
  redrivable: state === 'failed' && functionArn !== undefined && event !== undefined,
  ...(failed.redrivenAt ? { redrivenAt: failed.redrivenAt } : {}),
  ...(failed.redrivenBy ? { redrivenBy: failed.redrivenBy } : {}),
  version,
})
