import { SendEmailCommand, SESv2Client, SESv2ServiceException } from '@aws-sdk/client-sesv2'
import * as z from 'zod'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import type { RenderedMail } from '../../shared/notifications/render.ts'
import { world } from './world.ts'

/** The outcome of one attempt to send; `uncertain` may have been sent and is not repeated. */
export type Sending =
  | { readonly outcome: 'sent'; readonly messageId: string }
  | { readonly outcome: 'not-sent' | 'refused' | 'uncertain'; readonly reason: string }

const PASSING = [
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'ThrottlingException',
]

const Unreached = z.object({ code: z.enum(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']) })

let client: SESv2Client | undefined

const judged = (error: unknown): Sending => {
  if (error instanceof SESv2ServiceException) {
    const reason = error.name
    if (PASSING.includes(reason)) return { outcome: 'not-sent', reason }
    return { outcome: error.$fault === 'client' ? 'refused' : 'uncertain', reason }
  }
  const reason = error instanceof Error ? error.name : 'unknown'
  return { outcome: Unreached.safeParse(error).success ? 'not-sent' : 'uncertain', reason }
}

/** Sends one mail, once: the mail service has no idempotency token, so the SDK must not retry; the tag lets its events find the entry. */
export const sendMail = async (
  outboxId: OutboxId,
  to: EmailAddress,
  { subject, text, html }: RenderedMail,
): Promise<Sending> => {
  client ??= new SESv2Client({ maxAttempts: 1 })
  const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' })
  try {
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: world.setting('MAIL_SENDER'),
        ConfigurationSetName: world.setting('MAIL_CONFIGURATION_SET'),
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
        EmailTags: [{ Name: 'outboxId', Value: outboxId }],
      }),
    )
    return { outcome: 'sent', messageId: MessageId ?? '' }
  } catch (error) {
    return judged(error)
  }
}
