import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import type { MailEffect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import type { RenderedMail } from '../../shared/notifications/render.ts'
import { oneConnection } from './one-connection.ts'
import { judged, received, type Sending } from './sending.ts'
import { world } from './world.ts'

/** A request that hangs ends before the time that a job keeps in reserve. */
const impatient = { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true }

/**
 * Sends one mail, once: the mail service has no idempotency token, so the SDK must not retry. The tags let its events find the entry and the
 * attempt.
 */
export const sendMail = async (
  { outboxId, attempts }: Pick<OutboxEntry, 'outboxId' | 'attempts'>,
  { to }: Pick<MailEffect, 'to'>,
  { subject, text, html }: RenderedMail,
): Promise<Sending> => {
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
  const { wasReady, ...agents } = oneConnection()
  const client = new SESv2Client({ maxAttempts: 1, requestHandler: { ...impatient, ...agents } })
  try {
    return received(await client.send(command))
  } catch (error) {
    return judged(error, wasReady())
  } finally {
    client.destroy()
  }
}
