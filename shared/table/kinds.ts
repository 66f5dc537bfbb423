/** Every kind of item in the table: the pattern of its partition keys and how it is written. */
export const kinds = {
  person: { leadingKey: 'PERSON#*', listingKey: 'STAFF', form: 'entity' },
  subject: { leadingKey: 'SUBJECT#*', form: 'row' },
  personalDetails: { leadingKey: 'PERSONAL#*', form: 'row' },
  organizationMembership: { leadingKey: 'MEMBER#*', form: 'row' },
  administrator: { leadingKey: 'ADMINISTRATORS#*', form: 'row' },
  administratorChanges: { leadingKey: 'ADMINISTRATOR-CHANGES#*', form: 'row' },
  roleCount: { leadingKey: 'ROLE-COUNT#*', form: 'row' },
  confirmation: { leadingKey: 'CONFIRMATION#*', form: 'entity' },
  application: { leadingKey: 'APPLICATION#*', listingKey: 'APPLICATIONS#*', form: 'entity' },
  partner: { leadingKey: 'PARTNER#*', listingKey: 'PARTNERS', form: 'entity' },
  applicationReviewDue: {
    leadingKey: 'DUE#application-review#*',
    dueKey: 'DUE#application-review#*',
    form: 'row',
  },
  customer: { leadingKey: 'CUSTOMER#*', form: 'entity', isLogged: true },
  access: { leadingKey: 'ACCESS#*', form: 'entity', isLogged: true },
  managementSession: { leadingKey: 'SESSIONS#*', form: 'entity', isLogged: true },
  user: { leadingKey: 'USERS#*', form: 'entity', isLogged: true },
  userAddress: { leadingKey: 'ADDRESSES#*', form: 'row' },
  userPicture: { leadingKey: 'PICTURES#*', form: 'row' },
  seats: { leadingKey: 'SEATS#*', form: 'row' },
  mailPolicy: { leadingKey: 'POLICIES#*', form: 'entity', isLogged: true },
  group: { leadingKey: 'GROUPS#*', form: 'entity', isLogged: true },
  groupMember: { leadingKey: 'GROUP-MEMBERS#*', form: 'row' },
  organizationSettings: { leadingKey: 'SETTINGS#*', form: 'entity', isLogged: true },
  recovery: { leadingKey: 'RECOVERY#*', form: 'entity', isLogged: true },
  referralProgram: { leadingKey: 'REFERRALS#*', form: 'entity', isLogged: true },
  logEntry: { leadingKey: 'LOG#*', form: 'row' },
  refusalCount: { leadingKey: 'REFUSALS#*', form: 'row' },
  clock: { leadingKey: 'CLOCK', form: 'entity' },
  outboxEntry: {
    leadingKey: 'OUTBOX#*',
    listingKey: 'OUTBOX-STATE#*',
    dueKey: 'DUE#outbox#*',
    form: 'row',
  },
  dayCount: { leadingKey: 'DAY-COUNT#*', form: 'row' },
  mailResolution: { leadingKey: 'MAIL-RESOLUTION#*', form: 'entity' },
  failedEvent: { leadingKey: 'FAILED-EVENT#*', listingKey: 'FAILED-EVENTS#*', form: 'entity' },
  redriveReservation: { leadingKey: 'REDRIVE#*', form: 'row' },
  companyMark: { leadingKey: 'COMPANY#*', form: 'row' },
  partnerCode: { leadingKey: 'PARTNER-CODE#*', form: 'row' },
  transfer: { leadingKey: 'TRANSFER#*', listingKey: 'TRANSFERS#*', form: 'entity' },
  transferRow: { leadingKey: 'TRANSFER-LISTING#*', form: 'row' },
  transferDue: { leadingKey: 'DUE#transfer#*', dueKey: 'DUE#transfer#*', form: 'row' },
  tagRequest: { leadingKey: 'TAG-REQUEST#*', form: 'entity' },
  tagRequestRow: { leadingKey: 'TAG-REQUESTS#*', form: 'row' },
  newestTagRequest: { leadingKey: 'NEWEST-TAG-REQUEST#*', form: 'row' },
  tagRequestDue: { leadingKey: 'DUE#tag-request#*', dueKey: 'DUE#tag-request#*', form: 'row' },
  customerRow: { leadingKey: 'LISTING#*', listingKey: 'SUBSCRIPTIONS#*', form: 'row' },
  domainOwner: { leadingKey: 'DOMAIN#*', form: 'row' },
  domainClaim: { leadingKey: 'CLAIM#*', form: 'row' },
  claimCount: { leadingKey: 'CLAIM-COUNT#*', form: 'row' },
  domainTrial: { leadingKey: 'TRIAL#*', form: 'row' },
  trialEndDue: { leadingKey: 'DUE#trial-end#*', dueKey: 'DUE#trial-end#*', form: 'row' },
  trialReminderDue: { leadingKey: 'DUE#trial-reminder#*', dueKey: 'DUE#trial-reminder#*', form: 'row' },
  claimWarningDue: { leadingKey: 'DUE#claim-warning#*', dueKey: 'DUE#claim-warning#*', form: 'row' },
  claimLapseDue: { leadingKey: 'DUE#claim-lapse#*', dueKey: 'DUE#claim-lapse#*', form: 'row' },
  subscriptionRequest: {
    leadingKey: 'SUBSCRIPTION-REQUEST#*',
    listingKey: 'SUBSCRIPTION-REQUESTS#*',
    form: 'entity',
  },
  subscriptionRequestRow: { leadingKey: 'SUBSCRIPTION-REQUEST-LISTING#*', form: 'row' },
  openSubscriptionRequest: { leadingKey: 'OPEN-SUBSCRIPTION-REQUEST#*', form: 'row' },
  billing: { leadingKey: 'BILLING#*', form: 'entity' },
  payer: { leadingKey: 'PAYER#*', form: 'row' },
  payment: { leadingKey: 'PAYMENT#*', listingKey: 'PAYMENTS', form: 'entity' },
  paymentRow: { leadingKey: 'PAYMENT-LISTING#*', listingKey: 'PAYMENTS#*', form: 'row' },
  keyedIntent: { leadingKey: 'INTENT#*', form: 'row' },
  paymentEvent: { leadingKey: 'EVENT#*', listingKey: 'UNMATCHED-PAYMENTS', form: 'row' },
  paymentResolveDue: { leadingKey: 'DUE#payment-resolve#*', dueKey: 'DUE#payment-resolve#*', form: 'row' },
  renewalDue: { leadingKey: 'DUE#renewal#*', dueKey: 'DUE#renewal#*', form: 'row' },
  renewalNoticeDue: { leadingKey: 'DUE#renewal-notice#*', dueKey: 'DUE#renewal-notice#*', form: 'row' },
  paymentRetryDue: { leadingKey: 'DUE#payment-retry#*', dueKey: 'DUE#payment-retry#*', form: 'row' },
  graceEndDue: { leadingKey: 'DUE#grace-end#*', dueKey: 'DUE#grace-end#*', form: 'row' },
  restoration: { leadingKey: 'RESTORATION', form: 'row' },
  refund: { leadingKey: 'REFUND#*', listingKey: 'REFUNDS#*', form: 'entity' },
  refundResolveDue: { leadingKey: 'DUE#refund-resolve#*', dueKey: 'DUE#refund-resolve#*', form: 'row' },
  disputeDue: { leadingKey: 'DUE#dispute#*', dueKey: 'DUE#dispute#*', form: 'row' },
  ledgerEvent: { leadingKey: 'LEDGER#*', listingKey: 'COMMISSION#*', form: 'row' },
  ledgerBalance: { leadingKey: 'LEDGER-BALANCE#*', form: 'row' },
  redeemableBalance: { leadingKey: 'REDEEMABLE#*', form: 'row' },
  ledgerMonth: { leadingKey: 'LEDGER-MONTHS#*', form: 'row' },
  commissionReleaseDue: {
    leadingKey: 'DUE#commission-release#*',
    dueKey: 'DUE#commission-release#*',
    form: 'row',
  },
  payout: { leadingKey: 'PAYOUT#*', listingKey: 'PAYOUTS#*', form: 'entity' },
  payoutRow: { leadingKey: 'PAYOUT-LISTING#*', form: 'row' },
  invoiceReference: { leadingKey: 'INVOICE-REFERENCE#*', form: 'row' },
  subscriptionEvent: { leadingKey: 'SUBSCRIPTION-EVENTS#*', form: 'row' },
  customerMonth: { leadingKey: 'CUSTOMER-MONTHS#*', form: 'row' },
  auditEntry: { leadingKey: 'AUDIT#*', form: 'row' },
  storedAnswer: { leadingKey: 'IDEMPOTENCY#*', form: 'row' },
} as const satisfies Record<string, KindTraits>

/** `entity`: each version has its entry in an audit chain; `row`: written with the entity that it follows from. */
export interface KindTraits {
  readonly leadingKey: string
  /** The pattern of its partitions in the listing index. */
  readonly listingKey?: string
  /** The pattern of its partitions in the due index. */
  readonly dueKey?: string
  readonly form: 'entity' | 'row'
  /** Whether each version of the entity is in the log of its organisation too (R53). */
  readonly isLogged?: true
}

export type Kind = keyof typeof kinds

/** The job whose due items are of a kind; `never` for other kinds. */
export type JobOf<K extends Kind> = (typeof kinds)[K] extends { leadingKey: `DUE#${infer Job}#*` }
  ? Job
  : never

/** The two secondary indexes: `listing` (all attributes) for staff lists, `due` (keys only) for scheduled work. */
export const indexes = {
  listing: { partition: 'listingPk', sort: 'listingSk' },
  due: { partition: 'duePk', sort: 'dueSk' },
} as const
export type IndexName = keyof typeof indexes
