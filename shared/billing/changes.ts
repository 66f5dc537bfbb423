import { changedMembers } from '../audit/changed-members.ts'
import { isMapped, type Customer } from '../customers/customer.ts'
import { customerRecord } from '../customers/records.ts'
import { rowFollows } from '../customers/rows.ts'
import { shown } from '../customers/shown.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { noBilling, revenueOf, type Billing, type ScheduledChange } from './billing.ts'
import { NOTICE_DAYS } from './due-work.ts'
import { startOfDate } from './period.ts'
import { isTriedAtOnce } from './profile.ts'
import {
  billingRecord,
  graceEndDueRecord,
  paymentRetryDueRecord,
  renewalDueRecord,
  renewalNoticeDueRecord,
} from './records.ts'
import type { Account } from './subscription.ts'

/** A customer and its billing as they were read; the billing is absent until the first charge, schedule or card. */
export interface StoredAccount {
  readonly customer: Stored<Customer>
  readonly billing: Stored<Billing> | undefined
}

/** The account as it was read. */
export const accountOf = ({ customer, billing }: StoredAccount): Account => ({
  customer,
  billing: billing ?? noBilling(customer.customerId),
})

/** The version that the billing has once an account that was read has changed. */
export const versionAfter = ({ billing }: Pick<StoredAccount, 'billing'>): number =>
  (billing?.version ?? 0) + 1

/** What the log of the organisation shows; nothing of what its partner pays or earns (R53). */
const accountShown = ({ customer, billing: { storage, scheduled } }: Account) => ({
  ...shown(customer),
  storage,
  scheduled,
})

type Deed = Pick<AuditEvent, 'action' | 'details'>

const billingAndRow = (
  previous: StoredAccount,
  { customer, billing }: Account,
  deed: Deed,
): Change<'billing' | 'customerRow'>[] => [
  previous.billing
    ? billingRecord.replace(previous.billing, billing, deed)
    : billingRecord.create(billing, deed),
  ...(isMapped(customer) ? [rowFollows(customer, { revenue: revenueOf(billing, customer.partnerId) })] : []),
]

/** The next version of a customer and its billing, and of the customer's row where it has one. */
export const accountChanged = (
  previous: StoredAccount,
  next: Account,
  { action, details = {} }: Deed,
): Change<'billing' | 'customer' | 'customerRow'>[] => {
  const { before, after } = changedMembers(accountShown(accountOf(previous)), accountShown(next))
  return [
    ...billingAndRow(previous, next, { action, details }),
    customerRecord.replace(previous.customer, next.customer, { action, details, before, after }),
  ]
}

/** The next version of a billing, and of the customer's row where it has one, while the customer stays as it was read: the log of the organisation has no line of it (R53). */
export const billingChanged = (
  previous: StoredAccount,
  billing: Billing,
  deed: Deed,
): Change<'billing' | 'customer' | 'customerRow'>[] => [
  ...billingAndRow(previous, { customer: previous.customer, billing }, deed),
  customerRecord.unchanged(previous.customer),
]

/** Puts the next renewal on the schedule, and its announcement where a year is paid for, unless the time for that has passed, so that no renewal is announced twice; replaces earlier ones (R45). */
export const renewalScheduled = (
  { customer: { customerId: id, subscription } }: Account,
  at: Instant,
): Change<'renewalDue' | 'renewalNoticeDue'>[] => {
  const { renewalDate, payPeriod } = subscription
  if (renewalDate === undefined) return []
  const dueAt = startOfDate(renewalDate)
  const noticeAt = plusDays(dueAt, -NOTICE_DAYS)
  return [
    renewalDueRecord.put({ id, dueAt }),
    ...(payPeriod === 'yearly' && noticeAt > at ? [renewalNoticeDueRecord.put({ id, dueAt: noticeAt })] : []),
  ]
}

/** Has a yearly renewal announced that takes place after all, where its cancellation is withdrawn after the time for that (R41, R45). */
export const announcedAfterAll = (
  { customer: { customerId: id, subscription } }: Account,
  { plan }: ScheduledChange,
  at: Instant,
): Change<'renewalNoticeDue'>[] => {
  const { renewalDate, payPeriod } = subscription
  if (plan !== 'free' || payPeriod !== 'yearly' || renewalDate === undefined) return []
  const isLate = at >= plusDays(startOfDate(renewalDate), -NOTICE_DAYS)
  return isLate ? [renewalNoticeDueRecord.put({ id, dueAt: at })] : []
}

/** Puts the end of the grace and the next retry on the schedule (R45). */
export const dunningScheduled = ({
  billing: { customerId: id, dunning },
}: Account): Change<'graceEndDue' | 'paymentRetryDue'>[] =>
  dunning
    ? [
        graceEndDueRecord.put({ id, dueAt: dunning.graceEndsAt }),
        ...(dunning.nextAttemptAt ? [paymentRetryDueRecord.put({ id, dueAt: dunning.nextAttemptAt })] : []),
      ]
    : []

/** Takes retries and the end of the grace off the schedule. */
export const dunningUnscheduled = ({
  billing: { customerId: id },
}: Account): Change<'graceEndDue' | 'paymentRetryDue'>[] => [
  graceEndDueRecord.remove({ id }),
  paymentRetryDueRecord.remove({ id }),
]

/** Puts the try of a new card on the schedule, where it is tried at once (R45). */
export const profileScheduled = (account: Account, at: Instant): Change<'paymentRetryDue'>[] =>
  isTriedAtOnce(account, at) ? [paymentRetryDueRecord.put({ id: account.billing.customerId, dueAt: at })] : []
