import { Fn, Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Stage } from './stages.ts'

/** A DNS record that the sending domain needs. */
export interface MailRecord {
  /** Its name among the outputs, such as `Dkim1`. */
  readonly output: string
  readonly type: 'CNAME' | 'MX' | 'TXT'
  readonly name: string
  readonly value: string
}

/** The sending identity, and the configuration set that publishes events about sent mails on the default event bus. */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet
  /** Every identity of the account: in its sandbox, SES asks IAM about the recipient's verified identity too, not only the sender's. */
  readonly identitiesArn: string
  readonly configurationSetArn: string
  /** The records of the identity that this stack creates; none where it uses one that exists. */
  readonly records: readonly MailRecord[]

  constructor(scope: Construct, { mailIdentity, removal }: Stage, sender: string) {
    super(scope, 'Mail')
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
    this.configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    })
    const arnOf = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName })
    this.identitiesArn = arnOf('identity', '*')
    this.configurationSetArn = arnOf('configuration-set', this.configurationSet.configurationSetName)
    if (mailIdentity === undefined) {
      const domain = Fn.select(1, Fn.split('@', sender))
      const mailFromDomain = `bounce.${domain}`
      const identity = new EmailIdentity(this, 'Identity', {
        identity: Identity.domain(domain),
        configurationSet: this.configurationSet,
        mailFromDomain,
      })
      identity.applyRemovalPolicy(removal)
      this.records = [
        ...identity.dkimRecords.map(({ name, value }, at): MailRecord => ({
          output: `Dkim${at + 1}`,
          type: 'CNAME',
          name,
          value,
        })),
        {
          output: 'FromMx',
          type: 'MX',
          name: mailFromDomain,
          value: `10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
        },
        { output: 'FromSpf', type: 'TXT', name: mailFromDomain, value: 'v=spf1 include:amazonses.com ~all' },
        { output: 'Dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' },
      ]
    } else {
      this.records = []
    }
  }
}
