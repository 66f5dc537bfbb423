import type { Instant } from '../kernel/time.ts'
import type { MoneyWord } from './money-word.ts'

/**
 * Every mail the programme sends, and what each of its words is: `text` is shown without links, `note` is quoted, `choice` is a code that the catalogues
 * have words for, `count` a whole number, `instant` a date and time in UTC, `link` an address from the stage's settings, `money` an amount. A word is read as nothing else, whatever it looks like.
 */
export const MAILS = {
  'application-received': { companyName: 'text', dueAt: 'instant' },
  'application-approved': { companyName: 'text' },
  'application-rejected': { companyName: 'text', reason: 'choice', note: 'note' },
  'application-overdue': { companyName: 'text', applicationId: 'text', dueAt: 'instant' },
  'customer-added': { organizationName: 'text', domain: 'text', partnerName: 'text' },
  'claim-lapses-soon': { organizationName: 'text', domain: 'text', lapsesAt: 'instant' },
  'claim-lapsed': { organizationName: 'text', domain: 'text' },
  'claim-ended': { organizationName: 'text', domain: 'text' },
  'domain-verified': { organizationName: 'text', domain: 'text' },
  'trial-started': { organizationName: 'text', domain: 'text', plan: 'choice', endsAt: 'instant' },
  'trial-ends-soon': {
    organizationName: 'text',
    domain: 'text',
    plan: 'choice',
    endsAt: 'instant',
    daysLeft: 'count',
  },
  'trial-extended': { organizationName: 'text', domain: 'text', endsAt: 'instant', extensionsLeft: 'count' },
  'trial-ended': { organizationName: 'text', domain: 'text', plan: 'choice', endedAt: 'instant' },
  'trial-used-before': { organizationName: 'text', domain: 'text', endedAt: 'instant' },
  'access-revoked': { organizationName: 'text', domain: 'text', revokedAt: 'instant' },
  'access-granted': { organizationName: 'text', domain: 'text', grantedAt: 'instant' },
  'partner-deactivated': { organizationName: 'text', partnerName: 'text' },
  'own-partner-deactivated': { partnerName: 'text', note: 'note' },
  'own-partner-reactivated': { partnerName: 'text' },
  'partner-admin-added': { partnerName: 'text' },
  'partner-admin-removed': { partnerName: 'text' },
  'staff-roles-set': { count: 'count', roles: 'text' },
  'customer-mapped': { organizationName: 'text', domain: 'text', partnerName: 'text' },
  'customer-moved': { organizationName: 'text', domain: 'text', before: 'text', after: 'text' },
  'mapping-ended': { organizationName: 'text', domain: 'text', partnerName: 'text' },
  'transfer-pending': {
    organizationName: 'text',
    domain: 'text',
    before: 'text',
    after: 'text',
    completesAt: 'instant',
  },
  'tag-requested': {
    domain: 'text',
    partnerName: 'text',
    messageCount: 'count',
    message: 'note',
    lapsesAt: 'instant',
  },
  'tag-request-denied': { domain: 'text', partnerName: 'text' },
  'tag-request-lapsed': { domain: 'text', partnerName: 'text' },
  'tag-request-withdrawn': { domain: 'text', partnerName: 'text' },
  'tag-request-overtaken': { domain: 'text', partnerName: 'text' },
  'organization-imported': { organizationName: 'text', domain: 'text' },
  'subscription-requested': {
    organizationName: 'text',
    domain: 'text',
    wishedPlan: 'choice',
    licences: 'count',
    wishedPeriod: 'choice',
    packs: 'count',
    storage: 'text',
    messages: 'count',
    message: 'note',
  },
  'subscription-request-answered': {
    organizationName: 'text',
    domain: 'text',
    partnerName: 'text',
    answer: 'choice',
    note: 'note',
  },
  'transfer-objected': {
    organizationName: 'text',
    domain: 'text',
    before: 'text',
    after: 'text',
    note: 'note',
  },
  'transfer-decided': {
    organizationName: 'text',
    domain: 'text',
    before: 'text',
    after: 'text',
    outcome: 'choice',
    note: 'note',
  },
  'transfer-cancelled': {
    organizationName: 'text',
    domain: 'text',
    before: 'text',
    after: 'text',
    cancelReason: 'choice',
  },
  'customer-removed': { organizationName: 'text', domain: 'text', partnerName: 'text' },
  'super-admin-changed': { organizationName: 'text', domain: 'text', former: 'text', successor: 'text' },
  'super-admin-recovery-asked': {
    organizationName: 'text',
    domain: 'text',
    former: 'text',
    successor: 'text',
    lapsesAt: 'instant',
  },
  'address-released': {},
  'former-account-readmitted': {},
  'password-reset-requested': { organizationName: 'text', address: 'text', recoveryUrl: 'link' },
  'team-partner-deactivated': { partnerName: 'text', by: 'text', note: 'note' },
  'team-partner-reactivated': { partnerName: 'text', by: 'text' },
  'team-partner-admins-requested': { partnerName: 'text', by: 'text', added: 'text', lapsesAt: 'instant' },
  'team-partner-admins-set': {
    partnerName: 'text',
    by: 'text',
    addedCount: 'count',
    added: 'text',
    removedCount: 'count',
    removed: 'text',
  },
  'team-staff-roles-set': { by: 'text', who: 'text', count: 'count', roles: 'text' },
  'team-address-released': { by: 'text', who: 'text', note: 'note' },
  'team-organization-imported': {
    organizationName: 'text',
    domain: 'text',
    by: 'text',
    who: 'text',
    note: 'note',
  },
  'team-transfer-decided': {
    organizationName: 'text',
    domain: 'text',
    by: 'text',
    before: 'text',
    after: 'text',
    outcome: 'choice',
    note: 'note',
  },
  'team-transfer-objected': {
    organizationName: 'text',
    domain: 'text',
    before: 'text',
    after: 'text',
    transferId: 'text',
    note: 'note',
  },
  'team-super-admin-recovery-asked': {
    organizationName: 'text',
    domain: 'text',
    by: 'text',
    former: 'text',
    successor: 'text',
    lapsesAt: 'instant',
  },
  'team-super-admin-recovered': {
    organizationName: 'text',
    domain: 'text',
    by: 'text',
    former: 'text',
    successor: 'text',
  },
  'team-super-admin-recovery-cancelled': {
    organizationName: 'text',
    domain: 'text',
    former: 'text',
    successor: 'text',
  },
  'payment-receipt': {
    organizationName: 'text',
    domain: 'text',
    plan: 'choice',
    licences: 'count',
    charge: 'money',
    card: 'text',
    renewsAt: 'instant',
  },
  'payment-declined': {
    organizationName: 'text',
    domain: 'text',
    charge: 'money',
    card: 'text',
    declineReason: 'choice',
  },
  'subscription-changed': {
    organizationName: 'text',
    domain: 'text',
    plan: 'choice',
    licences: 'count',
    renewsAt: 'instant',
  },
  'subscription-past-due': {
    organizationName: 'text',
    domain: 'text',
    plan: 'choice',
    dunningReason: 'choice',
    graceEndsAt: 'instant',
  },
  'fell-to-free': { organizationName: 'text', domain: 'text', plan: 'choice' },
  'renewal-announced': {
    organizationName: 'text',
    domain: 'text',
    plan: 'choice',
    licences: 'count',
    charge: 'money',
    renewsAt: 'instant',
  },
  'card-detached': { organizationName: 'text', domain: 'text', card: 'text' },
  'card-missing': { organizationName: 'text', domain: 'text', plan: 'choice' },
  'payment-refunded': { organizationName: 'text', domain: 'text', refund: 'money', card: 'text' },
  'commission-clawed-back': {
    organizationName: 'text',
    domain: 'text',
    refund: 'money',
    clawedBack: 'money',
  },
  'team-payout-requested': { partnerName: 'text', amount: 'money', invoiceReference: 'text' },
  'payout-paid': { amount: 'money', invoiceReference: 'text' },
  'payout-rejected': { amount: 'money', invoiceReference: 'text', note: 'note' },
  'team-former-account-readmitted': { by: 'text', who: 'text', note: 'note' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof Word>>>>

/** The value of each kind of word. */
export interface Word {
  readonly text: string
  readonly note: string
  readonly choice: string
  readonly count: number
  readonly instant: Instant
  readonly link: string
  readonly money: MoneyWord
}

export type MailKind = keyof typeof MAILS

/** Whether there is a mail of that name. */
export const isMailKind = (name: string): name is MailKind => Object.hasOwn(MAILS, name)

/** The names of all mails. */
export const MAIL_KINDS = Object.keys(MAILS).filter(isMailKind)

/** The words of each mail, in addition to the Store address, which every mail may use. */
export type MailWords = {
  readonly [K in MailKind]: {
    readonly [Name in keyof (typeof MAILS)[K]]: Word[Extract<(typeof MAILS)[K][Name], keyof Word>]
  }
}
