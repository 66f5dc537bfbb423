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
  act: z.enum(['set-partner-admins']),
  /** The id of what it changes. */
  subject: z.string(),
  /** Whom it is about. */
  people: z.array(EmailAddress),
  state: z.enum(['open', 'confirmed', 'withdrawn']),
  requestedBy: PersonId,
  requestedAt: Instant,
  lapsesAt: Instant,
  /** Who confirms it, decided when it is asked for; nobody where who asks was appointed a moment ago. */
  confirmedBy: z.enum(['another', 'requester', 'nobody']).default('another'),
})
export type Confirmation = z.infer<typeof Confirmation>

/** A member of support, and since when; nothing where it is longer than it is kept. */
export interface Member {
  readonly personId: PersonId
  readonly since: Instant | undefined
}

/** What is asked. */
type Asked = Pick<Confirmation, 'act' | 'subject' | 'people'>

/** The request that waits at an instant; one that has lapsed does not. */
export const waiting = (confirmation: Confirmation | undefined, at: Instant): Confirmation | undefined =>
  confirmation?.state === 'open' && at < confirmation.lapsesAt ? confirmation : undefined

/** Whether the request is about exactly these people. */
export const isAbout = ({ people }: Confirmation, others: readonly EmailAddress[]): boolean =>
  people.length === others.length && people.every((email) => others.includes(email))

/**
 * Whether a member counts as one of two: in support for 72 hours already when it was asked, in which everybody who is mailed about
 * the appointment can object. So nobody appoints the second member for a request, neither after it nor just before.
 */
const counts = ({ since }: Pick<Member, 'since'>, at: Instant): boolean =>
  since === undefined || toMillis(at) - toMillis(since) >= OBJECTION_MS

/**
 * Whether a repeated request is confirmed: by another member at once, by who asked after 72 hours if they were alone when they asked.
 * It takes effect when it is repeated, not by itself, so that nobody's rights change while nobody acts.
 */
export const mayConfirm = (
  { confirmedBy, requestedBy, requestedAt }: Confirmation,
  member: Member,
  at: Instant,
): boolean => {
  if (confirmedBy === 'another') return requestedBy !== member.personId && counts(member, requestedAt)
  if (confirmedBy === 'requester')
    return requestedBy === member.personId && toMillis(at) - toMillis(requestedAt) >= OBJECTION_MS
  return false
}

/** Whether a repeated request becomes the member's own: nobody can confirm it as it was asked, and they count by now. */
export const isTakenOver = ({ confirmedBy }: Confirmation, member: Member, at: Instant): boolean =>
  confirmedBy === 'nobody' && counts(member, at)

/** A new request, open for 7 days; the others are all other members of support. */
export const requested = (
  asked: Asked,
  by: Member,
  others: readonly Pick<Member, 'since'>[],
  at: Instant,
): Confirmation => {
  const bySomebodyElse = others.some((other) => counts(other, at)) ? 'another' : 'requester'
  return {
    ...asked,
    state: 'open',
    requestedBy: by.personId,
    requestedAt: at,
    lapsesAt: plusMillis(at, LAPSES_AFTER_MS),
    confirmedBy: counts(by, at) ? bySomebodyElse : 'nobody',
  }
}

/** The request as done, or as taken back. */
export const closed = (confirmation: Confirmation, state: 'confirmed' | 'withdrawn'): Confirmation => ({
  ...confirmation,
  state,
})
