import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import type { MailEffect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import type { RenderedMail } from '../../shared/notifications/render.ts'
import { judged, type Sending } from './sending.ts'
import { world } from './world.ts'

/** Each mail has a connection of its own: one that outlives a freeze of the function may be dead, and a mail written to it is uncertain. */
const once = { keepAlive: false, maxSockets: Infinity } as const

/** A request that hangs ends before the time that a job keeps in reserve. */
const impatient = { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true }

let client: SESv2Client | undefined

/**
 * Sends one mail, once: the mail service has no idempotency token, so the SDK must not retry. The tags let its events find the entry and the
 * attempt.
 */
export const sendMail = async (
  { outboxId, attempts }: Pick<OutboxEntry, 'outboxId' | 'attempts'>,
  { to }: Pick<MailEffect, 'to'>,
  { subject, text, html }: RenderedMail,
): Promise<Sending> => {
  client ??= new SESv2Client({
    maxAttempts: 1,
    requestHandler: { ...impatient, httpAgent: once, httpsAgent: once },
  })
  const utf8 = (data: string) => ({ Data: data, Charset: 'UTF-8' })
  const command = new SendEmailCommand({
    FromEmailAddress: world.setting('MAIL_SENDER'),
    ConfigurationSetName: world.setting('MAIL_CONFIGURATION_SET'),
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
    EmailTags: [
      { Name: 'outboxId', Value: outboxId },
      { Name: 'attempt', Value: String(attempts) },
    ],
  })
  let isOnItsWay = false
  command.middlewareStack.add(
    (next) => (signed) => {
      isOnItsWay = true
      return next(signed)
    },
    { step: 'deserialize', priority: 'low' },
  )
  try {
    const { MessageId } = await client.send(command)
    return { outcome: 'sent', messageId: MessageId }
  } catch (error) {
    return judged(error, isOnItsWay)
  }
}
