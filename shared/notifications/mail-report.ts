import * as z from 'zod'
import { OutboxId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { done, failed, type OutboxEntry } from './outbox.ts'

/** Every report of the mail service, told apart by what it says of the mail. */
export const MAIL_REPORTS = [
  'send',
  'delivery-delay',
  'delivery',
  'undetermined-bounce',
  'soft-bounce',
  'hard-bounce',
  'complaint',
  'reject',
  'rendering-failure',
] as const
type ReportKind = (typeof MAIL_REPORTS)[number]

/** The state of a mail's effect; `done` is `accepted` by the mail service until its delivery is reported, then `delivered`. */
export const MAIL_STATES = [
  'pending',
  'leased',
  'accepted',
  'delivered',
  'uncertain',
  'failed',
  'given-up',
] as const
type MailState = (typeof MAIL_STATES)[number]

/** Which message of an effect a report is about: that of its newest attempt, that of one before, or one that cannot be told. */
export const MESSAGES = ['current', 'earlier', 'unknown'] as const
type Message = (typeof MESSAGES)[number]

type Next = Readonly<Partial<Record<MailState, 'accepted' | 'delivered' | 'failed'>>>

const STAYS: Next = {}
const WAS_SENT: Next = { pending: 'accepted', leased: 'accepted', uncertain: 'accepted' }
const ARRIVED: Next = {
  pending: 'delivered',
  leased: 'delivered',
  accepted: 'delivered',
  uncertain: 'delivered',
}
/** What is sent again anyway stays pending; what was delivered stays so, as the bounce may be of a copy that was forwarded. */
const DID_NOT_ARRIVE: Next = { leased: 'failed', accepted: 'failed', uncertain: 'failed' }
const CAME_BACK: Next = {
  pending: 'failed',
  leased: 'failed',
  accepted: 'failed',
  delivered: 'failed',
  uncertain: 'failed',
}
/** What an effect learns of a message that may be its own, as it knows of none. */
const MAY_BE_SENT: Next = { leased: 'accepted', uncertain: 'accepted' }
const MAY_HAVE_FAILED: Next = { uncertain: 'failed' }

/**
 * The next state of an effect, by the message that is reported, the report and its state; without an entry it stays.
 * A report of an earlier message changes nothing, nor does any report undo what staff gave up. Of a message that cannot be told,
 * only an effect learns whose own message is not known.
 */
export const AFTER_REPORT: Readonly<Record<Message, Readonly<Record<ReportKind, Next>>>> = {
  current: {
    send: WAS_SENT,
    'delivery-delay': WAS_SENT,
    delivery: ARRIVED,
    'undetermined-bounce': WAS_SENT,
    'soft-bounce': DID_NOT_ARRIVE,
    'hard-bounce': CAME_BACK,
    complaint: CAME_BACK,
    reject: CAME_BACK,
    'rendering-failure': CAME_BACK,
  },
  earlier: {
    send: STAYS,
    'delivery-delay': STAYS,
    delivery: STAYS,
    'undetermined-bounce': STAYS,
    'soft-bounce': STAYS,
    'hard-bounce': STAYS,
    complaint: STAYS,
    reject: STAYS,
    'rendering-failure': STAYS,
  },
  unknown: {
    send: MAY_BE_SENT,
    'delivery-delay': MAY_BE_SENT,
    delivery: { leased: 'delivered', uncertain: 'delivered' },
    'undetermined-bounce': MAY_BE_SENT,
    'soft-bounce': MAY_HAVE_FAILED,
    'hard-bounce': MAY_HAVE_FAILED,
    complaint: MAY_HAVE_FAILED,
    reject: MAY_HAVE_FAILED,
    'rendering-failure': MAY_HAVE_FAILED,
  },
}

/** What a delivery status notification (RFC 3464) says of a recipient; an automatic reply has none of it. */
const BouncedRecipient = z.object({ action: z.string().nullish(), status: z.string().nullish() })

/** An event of SES as EventBridge delivers it. Its tags name the outbox entry and the attempt; mails of others have none. */
export const MailEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    bounce: z
      .object({
        bounceType: z.string(),
        bounceSubType: z.string().optional(),
        bouncedRecipients: z.array(BouncedRecipient).nullish(),
      })
      .optional(),
    complaint: z.object({ complaintFeedbackType: z.string().nullish() }).optional(),
    mail: z.object({
      messageId: z.string(),
      tags: z
        .object({
          outboxId: z.array(OutboxId).length(1),
          attempt: z.array(z.preprocess(Number, z.int())).length(1),
        })
        .partial()
        .default({}),
    }),
  }),
})
type Detail = z.infer<typeof MailEvent>['detail']

/** Soft bounces that say by their subtype that the mail did not arrive. */
const NOT_TAKEN = [
  'MailboxFull',
  'MessageTooLarge',
  'CustomTimeoutExceeded',
  'ContentRejected',
  'AttachmentRejected',
]

/** A failure with its status, such as 4.4.7 for a mail that expired after all retries. */
const isGivenUp = ({ action, status }: z.infer<typeof BouncedRecipient>): boolean =>
  action?.trim().toLowerCase() === 'failed' && /^\s*[45]\.\d{1,3}\.\d{1,3}/.test(status ?? '')

/** What a bounce is; one that is not permanent and says nothing of a failure may be an automatic reply, such as of somebody who is out of office. */
const bounceKindOf = (bounce: Detail['bounce']): ReportKind => {
  if (!bounce || bounce.bounceType === 'Permanent') return 'hard-bounce'
  const { bounceType, bounceSubType = '', bouncedRecipients } = bounce
  return (bounceType === 'Transient' && NOT_TAKEN.includes(bounceSubType)) ||
    bouncedRecipients?.some(isGivenUp) === true
    ? 'soft-bounce'
    : 'undetermined-bounce'
}

const kindOf = ({ eventType, bounce, complaint }: Detail): ReportKind | undefined => {
  switch (eventType) {
    case 'Send':
      return 'send'
    case 'DeliveryDelay':
      return 'delivery-delay'
    case 'Delivery':
      return 'delivery'
    case 'Bounce':
      return bounceKindOf(bounce)
    case 'Complaint':
      // A recipient who takes the mail out of the spam folder complains as well, with this type.
      return complaint?.complaintFeedbackType === 'not-spam' ? 'delivery' : 'complaint'
    case 'Reject':
      return 'reject'
    case 'Rendering Failure':
      return 'rendering-failure'
  }
  return undefined
}

/** What the mail service reports about a mail of the outbox. */
export interface MailReport {
  readonly kind: ReportKind
  /** The name that the mail service has for it. */
  readonly reason: string
  readonly outboxId: OutboxId
  readonly messageId: string
  /** The attempt that sent the message, counted from 1; absent for mails that were sent without this tag. */
  readonly attempt: number | undefined
}

/** The report of an event; `undefined` where it is about no mail of the outbox, or says nothing of its delivery. */
export const reportOf = (detail: Detail): MailReport | undefined => {
  const kind = kindOf(detail)
  const { messageId, tags } = detail.mail
  const [outboxId] = tags.outboxId ?? []
  return kind && outboxId
    ? { kind, reason: detail.eventType, outboxId, messageId, attempt: tags.attempt?.[0] }
    : undefined
}

const mailStateOf = ({ state, deliveredAt }: OutboxEntry): MailState =>
  state === 'done' ? (deliveredAt === undefined ? 'accepted' : 'delivered') : state

/** Which message a report is about: by its id, else by its attempt, else the only one that there can be. */
const messageOf = (
  entry: OutboxEntry,
  { messageId, attempt }: Pick<MailReport, 'messageId' | 'attempt'>,
): Message => {
  if (messageId === entry.messageId) return 'current'
  if (entry.earlierMessageIds?.includes(messageId)) return 'earlier'
  if (attempt !== undefined) return attempt === entry.attempts ? 'current' : 'earlier'
  return entry.attempts <= 1 ? 'current' : 'unknown'
}

/** Applies a report to its effect; `undefined` if it says nothing new. */
export const reported = (entry: OutboxEntry, report: MailReport, at: Instant): OutboxEntry | undefined => {
  if (entry.effect.kind !== 'mail') return undefined
  const { kind, reason, messageId } = report
  switch (AFTER_REPORT[messageOf(entry, report)][kind][mailStateOf(entry)]) {
    case 'accepted':
      return done(entry, at, messageId)
    case 'delivered':
      return { ...done(entry, at, messageId), deliveredAt: at }
    case 'failed':
      return { ...failed(entry, at, reason), messageId }
    case undefined:
      return undefined
  }
}
