import type { EmailAddress } from '../kernel/email-address.ts'
import type { Language } from '../kernel/text.ts'
import type { MailKind } from './mail-kind.ts'
import type { Effect, MailEffect } from './outbox.ts'

/** The arguments of each mail, in addition to the Store address, which every mail may use. Instants are ISO 8601. */
export interface MailWords extends Record<MailKind, Readonly<Record<string, string | number>>> {
  'application-received': { companyName: string; dueAt: string }
  'application-approved': { companyName: string }
  'application-rejected': { companyName: string; reason: string; note: string }
  'application-overdue': { companyName: string; applicationId: string; dueAt: string }
  'customer-added': { organizationName: string; domain: string; partnerName: string }
  'claim-lapses-soon': { organizationName: string; domain: string; lapsesAt: string }
  'claim-lapsed': { organizationName: string; domain: string }
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
  'access-revoked': { organizationName: string; domain: string; revokedAt: string }
  'access-granted': { organizationName: string; domain: string; grantedAt: string }
  'partner-deactivated': { organizationName: string; partnerName: string }
  'own-partner-deactivated': { partnerName: string; note: string }
  'own-partner-reactivated': { partnerName: string }
  'partner-admin-added': { partnerName: string }
  'partner-admin-removed': { partnerName: string }
  'staff-roles-set': { count: number; roles: string }
  'address-released': Record<never, never>
  'team-partner-deactivated': { partnerName: string; by: string; note: string }
  'team-partner-reactivated': { partnerName: string; by: string }
  'team-partner-admins-requested': { partnerName: string; by: string; added: string; lapsesAt: string }
  'team-partner-admins-set': {
    partnerName: string
    by: string
    addedCount: number
    added: string
    removedCount: number
    removed: string
  }
  'team-staff-roles-set': { by: string; who: string; count: number; roles: string }
  'team-address-released': { by: string; who: string; note: string }
}

interface Recipient {
  readonly email: EmailAddress
  readonly language: Language
}

/** The mails that every member of support gets. */
export type TeamMailKind = Extract<MailKind, `team-${string}`>

/** The language of mails to the programme team. */
export const TEAM_LANGUAGE = 'en'

/** The effect that mails every member of support but the one who did it (R64). */
export const tellSupport = <K extends TeamMailKind>(
  mail: K,
  by: EmailAddress,
  words: Omit<MailWords[K], 'by'>,
): Extract<Effect, { kind: 'tell-support' }> => ({
  kind: 'tell-support',
  mail,
  by,
  words: { ...words, by },
})

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
