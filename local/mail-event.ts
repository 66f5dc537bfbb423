import { randomUUID } from 'node:crypto'

/** An event of EventBridge. */
export interface EventBridgeEvent {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** A sent mail, as its events describe it. */
export interface SentMail {
  readonly messageId: string
  readonly from: string
  readonly recipients: readonly string[]
  readonly subject: string
  readonly at: Date
  readonly configurationSet: string
  readonly tags: Readonly<Record<string, string>>
}

export const MAIL_EVENT_SOURCE = 'aws.ses'
const ACCOUNT = '000000000000'
const REGION = 'us-east-1'

// The addresses of the SES mailbox simulator.
const BOUNCES = 'bounce@simulator.amazonses.com'
const COMPLAINS = 'complaint@simulator.amazonses.com'

const outcome = ({ recipients, at }: SentMail): { type: string; title: string; facts: object } => {
  const timestamp = at.toISOString()
  const those = recipients.map((emailAddress) => ({ emailAddress }))
  if (recipients.includes(BOUNCES))
    return {
      type: 'Bounce',
      title: 'Email Bounced',
      facts: {
        bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: those, timestamp },
      },
    }
  const delivery = {
    timestamp,
    processingTimeMillis: 0,
    recipients,
    smtpResponse: '250 OK',
    reportingMTA: 'local',
  }
  return { type: 'Delivery', title: 'Email Delivered', facts: { delivery } }
}

/** The events that SES publishes for an accepted mail, in order: Send, then Delivery or Bounce, then Complaint for the address that complains. */
export const mailEvents = (mail: SentMail): EventBridgeEvent[] => {
  const timestamp = mail.at.toISOString()
  const tags = Object.entries({ ...mail.tags, 'ses:configuration-set': mail.configurationSet })
  const facts = {
    timestamp,
    source: mail.from,
    sourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${mail.from}`,
    sendingAccountId: ACCOUNT,
    messageId: mail.messageId,
    destination: mail.recipients,
    headersTruncated: false,
    headers: [],
    commonHeaders: {
      from: [mail.from],
      to: mail.recipients,
      messageId: mail.messageId,
      subject: mail.subject,
    },
    tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])),
  }
  const event = (type: string, title: string, more: object): EventBridgeEvent => ({
    version: '0',
    id: randomUUID(),
    'detail-type': title,
    source: MAIL_EVENT_SOURCE,
    account: ACCOUNT,
    time: timestamp,
    region: REGION,
    resources: [`arn:aws:ses:${REGION}:${ACCOUNT}:configuration-set/${mail.configurationSet}`],
    detail: { eventType: type, mail: facts, ...more },
  })
  const { type, title, facts: more } = outcome(mail)
  const complained = mail.recipients
    .filter((recipient) => recipient === COMPLAINS)
    .map((emailAddress) => ({ complainedRecipients: [{ emailAddress }], timestamp }))
  return [
    event('Send', 'Email Sent', { send: {} }),
    event(type, title, more),
    ...complained.map((complaint) => event('Complaint', 'Email Complaint Received', { complaint })),
  ]
}
