import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { PersonId } from '../kernel/id.ts'
import { Instant, plusMillis, toMillis } from '../kernel/time.ts'

const HOUR_MS = 3_600_000
const LAPSES_AFTER_MS = 7 * 24 * HOUR_MS
const ALONE_AFTER_MS = 72 * HOUR_MS

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
})
export type Confirmation = z.infer<typeof Confirmation>

/** What is asked. */
type Asked = Pick<Confirmation, 'act' | 'subject' | 'people'>

/** The request that waits at an instant; one that has lapsed does not. */
export const waiting = (confirmation: Confirmation | undefined, at: Instant): Confirmation | undefined =>
  confirmation?.state === 'open' && at < confirmation.lapsesAt ? confirmation : undefined

/** Whether the request is about exactly these people. */
export const isAbout = ({ people }: Confirmation, others: readonly EmailAddress[]): boolean =>
  people.length === others.length && people.every((email) => others.includes(email))

/**
 * Whether a repeated request is confirmed: by another person at once, by who asked after 72 hours if there is nobody else to ask.
 * It takes effect when it is repeated, not by itself, so that nobody's rights change while nobody acts.
 */
export const mayConfirm = async (
  { requestedBy, requestedAt }: Confirmation,
  personId: PersonId,
  at: Instant,
  isAlone: () => Promise<boolean>,
): Promise<boolean> =>
  requestedBy !== personId || (toMillis(at) - toMillis(requestedAt) >= ALONE_AFTER_MS && (await isAlone()))

/** A new request, open for 7 days. */
export const requested = (asked: Asked, requestedBy: PersonId, at: Instant): Confirmation => ({
  ...asked,
  state: 'open',
  requestedBy,
  requestedAt: at,
  lapsesAt: plusMillis(at, LAPSES_AFTER_MS),
})

/** The request as done, or as taken back. */
export const closed = (confirmation: Confirmation, state: 'confirmed' | 'withdrawn'): Confirmation => ({
  ...confirmation,
  state,
})
