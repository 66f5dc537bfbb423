/** Every mail the programme sends. */
export const MAIL_KINDS = [
  'application-received',
  'application-approved',
  'application-rejected',
  'application-overdue',
  'customer-added',
  'claim-lapses-soon',
  'claim-lapsed',
  'claim-ended',
  'domain-verified',
  'trial-started',
  'trial-ends-soon',
  'trial-extended',
  'trial-ended',
  'trial-used-before',
  'access-revoked',
  'access-granted',
  'partner-deactivated',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]
