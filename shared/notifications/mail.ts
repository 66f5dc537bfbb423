import type { EmailAddress } from '../kernel/email-address.ts'
import type { Language } from '../kernel/text.ts'
import type { MailKind } from './mail-kind.ts'
import type { MailEffect } from './outbox.ts'

/** The arguments of each mail, in addition to the Store address, which every mail may use. Instants are ISO 8601. */
export interface MailWords extends Record<MailKind, Readonly<Record<string, string | number>>> {
  'application-received': { companyName: string; dueAt: string }
  'application-approved': { companyName: string }
  'application-rejected': { companyName: string; reason: string; note: string }
  'application-overdue': { companyName: string; applicationId: string; dueAt: string }
  'customer-added': { organizationName: string; domain: string; partnerName: string }
  'claim-lapses-soon': { organizationName: string; domain: string; lapsesAt: string }
  'claim-lapsed': { organizationName: string; domain: string }
  'claim-ended': { organizationName: string; domain: string }
  'domain-verified': { organizationName: string; domain: string }
  'trial-started': { organizationName: string; domain: string; plan: string; endsAt: string }
  'trial-ends-soon': {
    organizationName: string
    domain: string
    plan: string
    endsAt: string
    daysLeft: number
  }
  'trial-extended': { organizationName: string; domain: string; endsAt: string; extensionsLeft: number }
  'trial-ended': { organizationName: string; domain: string; plan: string; endedAt: string }
  'trial-used-before': { organizationName: string; domain: string; endedAt: string }
  'access-revoked': { organizationName: string; domain: string; revokedAt: string }
  'access-granted': { organizationName: string; domain: string; grantedAt: string }
  'partner-deactivated': { organizationName: string; partnerName: string }
}

interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

/** A mail to send, in the recipient's language. */
export const mail = <K extends MailKind>(
  kind: K,
  to: Recipient,
  words: MailWords[K],
): MailEffect & { mail: K } => ({
  kind: 'mail',
  mail: kind,
  to: to.email,
  language: to.language,
  words,
})
