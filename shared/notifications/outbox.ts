import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { OutboxId, PartnerId } from '../kernel/id.ts'
import { Language } from '../kernel/text.ts'
import { Instant, fromMillis, plusMillis } from '../kernel/time.ts'
import { MAIL_KINDS } from './mail-kind.ts'

const Words = z.record(z.string(), z.union([z.string(), z.number()]))

/** An effect outside the table: a mail, or telling each organisation of a deactivated partner, or every other member of support. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mail'),
    mail: z.enum(MAIL_KINDS),
    to: EmailAddress,
    language: Language,
    words: Words,
  }),
  z.object({
    kind: z.literal('tell-organizations'),
    partnerId: PartnerId,
    companyName: z.string(),
    /** The last customer row that was told; absent at the beginning. */
    after: z.string().optional(),
  }),
  z.object({
    kind: z.literal('tell-support'),
    mail: z.enum(MAIL_KINDS),
    words: Words,
    /** Who did it, and is not told. */
    by: EmailAddress,
  }),
])
export type Effect = z.infer<typeof Effect>
export type MailEffect = Extract<Effect, { kind: 'mail' }>

/**
 * An effect and its state. `pending` may be attempted; `leased` is being attempted; `done` has happened;
 * `uncertain` may have happened and is never repeated automatically; `failed` was refused for good; staff gave up a `given-up` one.
 */
export const OutboxEntry = z.object({
  outboxId: OutboxId,
  effect: Effect,
  state: z.enum(['pending', 'leased', 'done', 'uncertain', 'failed', 'given-up']),
  attempts: z.int().nonnegative(),
  createdAt: Instant,
  changedAt: Instant,
  /** When, in real time, a pending or leased effect is looked at again; absent for others. */
  dueAt: Instant.optional(),
  reason: z.string().optional(),
  messageId: z.string().optional(),
  expiresAt: z.int().optional(),
})
export type OutboxEntry = z.infer<typeof OutboxEntry>

const MOST_ATTEMPTS = 8
const KEEP_DONE_SECONDS = 90 * 86_400

const OVERDUE_AFTER_MS = 2 * 60_000
const LONGEST_ATTEMPT_MS = 2 * 60_000

/** A new effect. It is due after two minutes of real time, so that it is not lost if the stream does not deliver it. */
export const newEntry = (
  outboxId: OutboxEntry['outboxId'],
  effect: Effect,
  at: Instant,
  realMs: number,
): OutboxEntry => ({
  outboxId,
  effect,
  state: 'pending',
  attempts: 0,
  createdAt: at,
  changedAt: at,
  dueAt: fromMillis(realMs + OVERDUE_AFTER_MS),
})

/** Leases a pending effect to one attempt. It is due again when that attempt cannot be running any more, so that it is not lost if the attempt dies. */
export const lease = (entry: OutboxEntry, at: Instant): OutboxEntry => ({
  ...entry,
  state: 'leased',
  attempts: entry.attempts + 1,
  changedAt: at,
  dueAt: plusMillis(at, LONGEST_ATTEMPT_MS),
})

/** Whether an effect is leased to an attempt that must have died. */
export const isAbandoned = ({ state, dueAt }: OutboxEntry, at: Instant): boolean =>
  state === 'leased' && (dueAt === undefined || dueAt <= at)

const settled = (
  { dueAt: _settled, ...entry }: OutboxEntry,
  state: OutboxEntry['state'],
  at: Instant,
): OutboxEntry => ({ ...entry, state, changedAt: at })

/** The effect has happened; kept for 90 days of real time. */
export const done = (entry: OutboxEntry, at: Instant, realMs: number, messageId?: string): OutboxEntry => ({
  ...settled(entry, 'done', at),
  expiresAt: Math.floor(realMs / 1_000) + KEEP_DONE_SECONDS,
  ...(messageId === undefined ? {} : { messageId }),
})

/** The attempt certainly had no effect: it is repeated later, until its attempts are used up. */
export const notDone = (entry: OutboxEntry, at: Instant, reason: string): OutboxEntry =>
  entry.attempts >= MOST_ATTEMPTS
    ? failed(entry, at, reason)
    : { ...settled(entry, 'pending', at), reason, dueAt: retryAt(entry, at) }

/** It is unknown whether the attempt had its effect: the entry waits for a mail event or for staff. */
export const uncertain = (entry: OutboxEntry, at: Instant, reason: string): OutboxEntry => ({
  ...settled(entry, 'uncertain', at),
  reason,
})

/** The effect was refused for good. */
export const failed = (entry: OutboxEntry, at: Instant, reason: string): OutboxEntry => ({
  ...settled(entry, 'failed', at),
  reason,
})

/** When a pending effect is tried again: after 30 s, doubling to at most an hour. */
const retryAt = ({ attempts }: OutboxEntry, at: Instant): Instant =>
  plusMillis(at, Math.min(30_000 * 2 ** Math.max(0, attempts - 1), 3_600_000))

/** What the mail service reports about a mail. */
export type MailReport = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject'

/** Applies a report: it settles an effect that is uncertain or being attempted, and marks a mail that came back as failed; `undefined` if it says nothing new. */
export const reported = (
  entry: OutboxEntry,
  report: MailReport,
  messageId: string,
  at: Instant,
  realMs: number,
): OutboxEntry | undefined => {
  if (report === 'Bounce' || report === 'Complaint' || report === 'Reject')
    return entry.reason === report ? undefined : { ...failed(entry, at, report), messageId }
  return entry.state === 'uncertain' || entry.state === 'leased'
    ? done(entry, at, realMs, messageId)
    : undefined
}
