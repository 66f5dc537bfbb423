import type { Billing, ChargePurpose, Outcome, PaymentProfile } from '../billing/billing.ts'
import { accountChanged, accountOf, renewalScheduled, type StoredAccount } from '../billing/changes.ts'
import { subscriptionTold } from '../billing/subscription-event-changes.ts'
import { achieved, synchronised, type Account } from '../billing/subscription.ts'
import type { PartnerId, PaymentId } from '../kernel/id.ts'
import { plusMillis, type Instant } from '../kernel/time.ts'
import { chargeEvent } from '../ledger/sale.ts'
import { chargePosted } from '../ledger/records.ts'
import type { Change, Stored } from '../table/record.ts'
import { trialUnscheduled } from '../trials/changes.ts'
import type { Unpaid } from './event.ts'
import { availableAtOf, type Payment, type PaymentIn } from './payment.ts'
import {
  commissionReleaseDueRecord,
  paymentRecord,
  paymentResolveDueRecord,
  paymentRowRecord,
} from './records.ts'
import { RESOLVE_AFTER_MS } from './resolution.ts'
import { staffPayment } from './views.ts'

/** The rows of a payment in the lists of its partner: of all sales, and of those to its customer. */
export const rowsOf = (payment: Payment): Change<'paymentRow'>[] => {
  const shown = staffPayment(payment)
  return [
    paymentRowRecord.put({ ...shown, sales: 'all' }),
    paymentRowRecord.put({ ...shown, sales: 'to-customer' }),
  ]
}

/** What a charge is to be: its amounts in minor units, and what the subscription becomes by it. */
export interface ChargeToMake {
  readonly purpose: ChargePurpose
  readonly outcome: Outcome
  readonly list: number
  readonly discount: number
  readonly charge: number
  readonly commission: number
  readonly periodStart: string
}

interface Intending extends ChargeToMake {
  readonly paymentId: PaymentId
  readonly partnerId: PartnerId
  readonly profile: PaymentProfile
  readonly terms: { readonly discountBps: number; readonly holdDays: number }
  /** Programme time, and the same in real time. */
  readonly at: Instant
  readonly intendedAt: Instant
}

/** A charge as it is intended: card, amounts and terms are pinned, whoever changes what before it is recorded (R45). */
export const intended = (
  { customer: { customerId }, billing: { currency } }: Account,
  { outcome: _result, terms: { discountBps, holdDays }, at: createdAt, ...charge }: Intending,
): PaymentIn<'pending'> => ({
  ...charge,
  state: 'pending',
  customerId,
  currency,
  discountBps,
  holdDays,
  createdAt,
})

type IntentKind = 'billing' | 'customer' | 'customerRow' | 'payment' | 'paymentRow' | 'paymentResolveDue'

/** The intent of a charge, committed before the provider is asked: the payment is pending, the billing is locked, and its resolution is due (R45). */
export const chargeIntended = (
  previous: StoredAccount,
  next: Account,
  payment: PaymentIn<'pending'>,
  outcome: Outcome,
): Change<IntentKind>[] => {
  const { paymentId, purpose, intendedAt } = payment
  const billing: Billing = { ...next.billing, pending: { paymentId, purpose, outcome } }
  const details = { paymentId, purpose }
  return [
    ...accountChanged(previous, synchronised({ ...next, billing }), {
      action: 'subscription.charge-begun',
      details,
    }),
    paymentRecord.create(payment, { action: 'payment.begun', details: { purpose } }),
    ...rowsOf(payment),
    paymentResolveDueRecord.put({ id: paymentId, dueAt: plusMillis(intendedAt, RESOLVE_AFTER_MS) }),
  ]
}

/** A pending payment that is closed, in both lists; nothing about it is due any more. */
export const paymentClosed = (
  previous: Stored<Payment>,
  closed: Exclude<Payment, { state: 'pending' }>,
): Change<'payment' | 'paymentRow' | 'paymentResolveDue'>[] => [
  paymentRecord.replace(previous, closed, {
    action: `payment.${closed.state}`,
    details: closed.state === 'declined' ? { reason: closed.reason } : {},
  }),
  ...rowsOf(closed),
  paymentResolveDueRecord.remove({ id: closed.paymentId }),
]

/** A payment that had ended without money and now says which surfaced, in both lists. */
export const paymentSurfaced = (
  previous: Stored<Payment>,
  surfaced: Unpaid,
): Change<'payment' | 'paymentRow'>[] => [
  paymentRecord.replace(previous, surfaced, {
    action: 'payment.surfaced',
    details: { providerIntent: surfaced.surfaced?.providerIntent ?? '' },
  }),
  ...rowsOf(surfaced),
]

/** The account without its pending charge, which took nothing. */
export const released = ({ customer, billing: { pending: _ended, ...billing } }: Account): Account =>
  synchronised({ customer, billing })

/** The account once its pending charge has succeeded; the sale is that of the partner at the intent. */
export const paid = (account: Account, payment: PaymentIn<'succeeded'>, outcome: Outcome): Account => {
  const { customer, billing } = achieved(account, outcome, payment.closedAt)
  const { partnerId, charge } = payment
  const revenues = { ...billing.revenues, [partnerId]: (billing.revenues[partnerId] ?? 0) + charge }
  return { customer, billing: { ...billing, revenues } }
}

/** Which action each purpose is, once it is paid. */
export const ACHIEVED = {
  purchase: 'subscription.purchased',
  change: 'subscription.changed',
  renewal: 'subscription.renewed',
} as const satisfies Record<ChargePurpose, string>

/** Puts the release of a commission on the schedule, for the end of its hold (R47). */
const releaseScheduled = (payment: PaymentIn<'succeeded'>): Change<'commissionReleaseDue'>[] => {
  const dueAt = availableAtOf(payment)
  return dueAt ? [commissionReleaseDueRecord.put({ id: payment.paymentId, dueAt })] : []
}

type PaidKind =
  | 'billing'
  | 'customer'
  | 'customerRow'
  | 'payment'
  | 'paymentRow'
  | 'paymentResolveDue'
  | 'subscriptionEvent'
  | 'ledgerEvent'
  | 'ledgerBalance'
  | 'ledgerMonth'
  | 'commissionReleaseDue'
  | 'renewalDue'
  | 'renewalNoticeDue'

/** A charge that succeeded: the subscription has what was paid for, the ledger has the money, and the next renewal is due, in one commit (R36, R44, R47). */
export const chargeSucceeded = (
  previous: StoredAccount,
  payment: Stored<Payment>,
  closed: PaymentIn<'succeeded'>,
  outcome: Outcome,
): { readonly account: Account; readonly changes: Change<PaidKind>[] } => {
  const account = paid(accountOf(previous), closed, outcome)
  const { paymentId, purpose } = closed
  return {
    account,
    changes: [
      ...accountChanged(previous, account, { action: ACHIEVED[purpose], details: { paymentId } }),
      ...subscriptionTold(accountOf(previous), account, closed.closedAt),
      ...paymentClosed(payment, closed),
      ...chargePosted(chargeEvent(closed)),
      ...releaseScheduled(closed),
      ...renewalScheduled(account, closed.closedAt),
    ],
  }
}

/** Takes the trial that a purchase ended off the schedule (R36). */
export const trialEndedBy = (
  { customer: { customerId, trial } }: StoredAccount,
  next: Account,
): Change<'trialEndDue' | 'trialReminderDue'>[] =>
  trial?.endRecordedAt === undefined && next.customer.trial?.endReason === 'purchased'
    ? trialUnscheduled(customerId)
    : []
