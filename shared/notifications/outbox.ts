import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, OutboxId, PartnerId } from '../kernel/id.ts'
import { Language } from '../kernel/text.ts'
import { Instant, fromMillis, plusMillis, toMillis } from '../kernel/time.ts'
import type { MailKind } from './mail-kind.ts'

/** Which mail it is. That its kind is known is checked where effects are delivered, so that nothing else carries the table of all mails. */
const Mail = z.custom<MailKind>((name) => typeof name === 'string')
const Words = z.record(z.string(), z.union([z.string(), z.number()]))

/** An effect of a commit: a mail, telling each organisation of a deactivated partner, each admin of a partner, each other member of support or each of finance, ending the other claims to a domain that was verified, or closing the tag requests that a consent overtook. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mail'),
    mail: Mail,
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
  z.object({ kind: z.literal('end-other-claims'), domain: z.string() }),
  z.object({ kind: z.literal('overtake-tag-requests'), customerId: CustomerId }),
  z.object({ kind: z.literal('tell-partner'), partnerId: PartnerId, mail: Mail, words: Words }),
  z.object({
    kind: z.literal('tell-support'),
    mail: Mail,
    words: Words,
    /** Who of support did it, and is not told. */
    by: EmailAddress.optional(),
  }),
  z.object({ kind: z.literal('tell-finance'), mail: Mail, words: Words }),
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
  /** When, in real time, the first of the attempts began that are repeated until one of them works. */
  triedSince: Instant.optional(),
  /** The mail service's id of the message that the newest attempt sent, once it is known. */
  messageId: z.string().optional(),
  /** The ids of messages of attempts before, which staff had sent again. */
  earlierMessageIds: z.array(z.string()).optional(),
  /** When, in real time, the delivery of a mail that is done was reported. */
  deliveredAt: Instant.optional(),
  expiresAt: z.int().optional(),
})
export type OutboxEntry = z.infer<typeof OutboxEntry>

const KEEP_TRYING_MS = 5 * 86_400_000
const SHORTEST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
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
  triedSince: entry.triedSince ?? at,
  dueAt: plusMillis(at, LONGEST_ATTEMPT_MS),
})

/** Whether an effect is leased to an attempt that must have died. */
export const isAbandoned = ({ state, dueAt }: OutboxEntry, at: Instant): boolean =>
  state === 'leased' && (dueAt === undefined || dueAt <= at)

const settled = (
  { dueAt: _settled, expiresAt: _kept, deliveredAt: _delivered, ...entry }: OutboxEntry,
  state: OutboxEntry['state'],
  at: Instant,
): OutboxEntry => ({ ...entry, state, changedAt: at })

/** The effect has happened; kept for 90 days of real time. */
export const done = (entry: OutboxEntry, at: Instant, messageId?: string): OutboxEntry => ({
  ...settled(entry, 'done', at),
  expiresAt: Math.floor(toMillis(at) / 1_000) + KEEP_DONE_SECONDS,
  ...(messageId === undefined ? {} : { messageId }),
})

/**
 * The attempt certainly had no effect: it is repeated after as long as has been tried so far, at least 30 seconds and at most an hour,
 * for five days of real time.
 */
export const notDone = (entry: OutboxEntry, at: Instant, reason: string): OutboxEntry => {
  const triedMs = toMillis(at) - toMillis(entry.triedSince ?? at)
  if (triedMs >= KEEP_TRYING_MS) return failed(entry, at, reason)
  const waitMs = Math.min(Math.max(triedMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS)
  return { ...settled(entry, 'pending', at), reason, dueAt: plusMillis(at, waitMs) }
}

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

/**
 * The effect is attempted again, as staff decided. It keeps the count of its attempts, so that one that wakes late is never taken for a
 * later one, and the ids of its messages, so that a late report of one is never taken for a report of the next.
 */
export const againPending = (
  { messageId, triedSince: _tried, ...entry }: OutboxEntry,
  at: Instant,
): OutboxEntry => ({
  ...settled(entry, 'pending', at),
  dueAt: at,
  ...(messageId === undefined ? {} : { earlierMessageIds: [...(entry.earlierMessageIds ?? []), messageId] }),
})
