import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { OutboxId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { againPending, done, OutboxEntry } from './outbox.ts'

/** What staff may decide about a mail of unknown or bad outcome: it has arrived, it is to be sent again, or nothing more is to be done. */
export const Resolution = z.enum(['sent', 'send-again', 'give-up']).meta({ id: 'Resolution' })
export type Resolution = z.infer<typeof Resolution>

/** The newest decision of staff about a mail. */
export const MailResolution = z.object({
  outboxId: OutboxId,
  resolution: Resolution,
  note: Paragraph(1_000).optional(),
  resolvedBy: EmailAddress,
  resolvedAt: Instant,
})
export type MailResolution = z.infer<typeof MailResolution>

export const mailNotFound = /* @__PURE__ */ problem('mail-not-found', {
  kind: 'missing',
  title: 'There is no such mail',
  advice: 'Choose a mail from the list of uncertain mails.',
})
export const mailNotOpen = /* @__PURE__ */ problem(
  'mail-not-open',
  {
    kind: 'conflict',
    title: 'There is nothing to decide about this mail',
    advice: 'Only uncertain and failed mails wait for a decision; look at the list again.',
  },
  { state: OutboxEntry.shape.state },
)

/** The effect after the decision of staff; only an uncertain or failed one can be decided. */
export const resolve = (entry: OutboxEntry, resolution: Resolution, at: Instant): OutboxEntry => {
  if (entry.state !== 'uncertain' && entry.state !== 'failed') throw mailNotOpen({ state: entry.state })
  switch (resolution) {
    case 'sent':
      return done(entry, at, entry.messageId)
    case 'give-up':
      return { ...done(entry, at, entry.messageId), state: 'given-up' }
    case 'send-again':
      return againPending(entry, at)
  }
}

/** An effect as staff see it: whom it concerns and its state, without its text. */
export const OpenMail = z
  .strictObject({
    mailId: OutboxId,
    /** Which mail it is; `tell-organizations` stands for telling those of a deactivated partner, `tell-support` for telling the members of support, `tell-finance` for telling those of finance, `tell-partner` for telling the admins of a partner, `end-other-claims` for ending the claims to a verified domain, `overtake-tag-requests` for closing the tag requests that a consent overtook. */
    mail: z.string(),
    to: EmailAddress.optional(),
    state: OutboxEntry.shape.state,
    attempts: z.int(),
    reason: z.string().optional(),
    createdAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'OpenMail' })

/** Shows a mail that waits for a decision to staff. */
export const openMail = ({
  outboxId,
  effect,
  state,
  attempts,
  reason,
  createdAt,
  changedAt,
}: OutboxEntry): z.input<typeof OpenMail> => ({
  mailId: outboxId,
  ...(effect.kind === 'mail' ? { mail: effect.mail, to: effect.to } : { mail: effect.kind }),
  state,
  attempts,
  ...(reason === undefined ? {} : { reason }),
  createdAt,
  changedAt,
})
