import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { PersonId } from '../kernel/id.ts'
import { Instant, plusMillis, toMillis } from '../kernel/time.ts'

const HOUR_MS = 3_600_000
const LAPSES_AFTER_MS = 7 * 24 * HOUR_MS
const OBJECTION_MS = 72 * HOUR_MS

/** What one member of support asked for and another confirms; a request that is neither confirmed nor withdrawn lapses (R64). */
export const Confirmation = z.object({
  /** The operation that takes effect when it is confirmed. */
  act: z.enum(['set-partner-admins', 'recover-super-admin']),
  /** The id of what it changes. */
  subject: z.string(),
  /** Whom it is about. */
  people: z.array(EmailAddress),
  /** Of another super admin: their names, and whom they replace, as which of those that the organisation had. */
  recovery: z
    .object({
      firstName: z.string(),
      lastName: z.string(),
      replaces: EmailAddress,
      appointments: z.int(),
    })
    .optional(),
  state: z.enum(['open', 'confirmed', 'withdrawn']),
  requestedBy: PersonId,
  requestedAt: Instant,
  lapsesAt: Instant,
  /** Who confirms it, decided when it is asked for: the requester only where they were alone in support. */
  confirmedBy: z.enum(['another', 'requester']).default('another'),
})
export type Confirmation = z.infer<typeof Confirmation>

/** A member of support, and since when; nothing where it is longer than it is kept. */
export interface Member {
  readonly personId: PersonId
  readonly since: Instant | undefined
}

/** What is asked. */
type Asked = Pick<Confirmation, 'act' | 'subject' | 'people' | 'recovery'>

/** The request that waits at an instant; one that has lapsed does not. */
export const waiting = (confirmation: Confirmation | undefined, at: Instant): Confirmation | undefined =>
  confirmation?.state === 'open' && at < confirmation.lapsesAt ? confirmation : undefined

/** Whether the request is about exactly these people. */
export const isAbout = ({ people }: Confirmation, others: readonly EmailAddress[]): boolean =>
  people.length === others.length && people.every((email) => others.includes(email))

/**
 * Whether a repeated request is confirmed: at once by another, who was in support when it was asked, so that nobody appoints the second
 * member for a request; by who asked after 72 hours, if they were alone when they asked. It takes effect when it is repeated, not by
 * itself, so that nobody's rights change while nobody acts.
 */
export const mayConfirm = (
  { confirmedBy, requestedBy, requestedAt }: Confirmation,
  { personId, since }: Member,
  at: Instant,
): boolean =>
  confirmedBy === 'another'
    ? requestedBy !== personId && (since === undefined || since <= requestedAt)
    : requestedBy === personId && toMillis(at) - toMillis(requestedAt) >= OBJECTION_MS

/** A new request, open for 7 days. */
export const requested = (asked: Asked, by: PersonId, isAlone: boolean, at: Instant): Confirmation => ({
  ...asked,
  state: 'open',
  requestedBy: by,
  requestedAt: at,
  lapsesAt: plusMillis(at, LAPSES_AFTER_MS),
  confirmedBy: isAlone ? 'requester' : 'another',
})

/** The request as done, or as taken back. */
export const closed = (confirmation: Confirmation, state: 'confirmed' | 'withdrawn'): Confirmation => ({
  ...confirmation,
  state,
})
