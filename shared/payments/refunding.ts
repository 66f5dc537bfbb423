import { accountChanged, accountOf, billingChanged, type StoredAccount } from '../billing/changes.ts'
import { subscriptionTold } from '../billing/subscription-event-changes.ts'
import { fallen, synchronised, type Account } from '../billing/subscription.ts'
import { refuseInFlight } from '../billing/refusals.ts'
import { plusMillis, type Instant } from '../kernel/time.ts'
import { postedTo } from '../ledger/event.ts'
import { commissionPosted } from '../ledger/records.ts'
import { refundEvent } from '../ledger/sale.ts'
import { isPaid, standing } from '../subscriptions/plan.ts'
import type { Change, Stored } from '../table/record.ts'
import { rowsOf } from './changes.ts'
import { clawedBackMail, fellToFreeMails, refundMail } from './mails.ts'
import { paymentRecord } from './records.ts'
import { dunningEnded } from './recording.ts'
import { refundRecord, refundResolveDueRecord } from './refund-records.ts'
import { sharesOf, type Refund, type RefundIn, type RefundResult } from './refund.ts'
import type { PaymentIn } from './payment.ts'
import { RESOLVE_AFTER_MS } from './resolution.ts'

/** A payment that has taken money, with the account that it is of, as they were read. */
export interface Refunding extends StoredAccount {
  readonly payment: Stored<PaymentIn<'succeeded'>>
}

/** Locks the subscription that a refund ends, so that no charge begins before it has ended; refuses while one is under way. */
const lockedFor = ({ refundId }: Refund, account: Account): Account => {
  const { customer, billing } = account
  refuseInFlight(billing)
  return synchronised({ customer, billing: { ...billing, ending: { refundId } } })
}

/** The intent of a refund, committed before the provider is asked: its amount is taken out of what is left of the payment, and its resolution is due (R46). */
export const refundIntended = (
  read: Refunding,
  refund: RefundIn<'pending'>,
): Change<'refund' | 'payment' | 'refundResolveDue' | 'billing' | 'customer' | 'customerRow'>[] => {
  const { payment } = read
  const { refundId, amount, reason, createdAt, intendedAt } = refund
  const endsPaid = refund.endsSubscription && isPaid(standing(read.customer.subscription, createdAt))
  return [
    refundRecord.create(refund, { action: 'refund.begun', details: { reason, amount } }),
    paymentRecord.replace(
      payment,
      { ...payment, refunding: payment.refunding + amount },
      { action: 'payment.refund-begun', details: { refundId, amount } },
    ),
    refundResolveDueRecord.put({ id: refundId, dueAt: plusMillis(intendedAt, RESOLVE_AFTER_MS) }),
    ...(endsPaid
      ? accountChanged(read, lockedFor(refund, accountOf(read)), {
          action: 'subscription.refund-begun',
          details: { refundId },
        })
      : []),
  ]
}

const unlocked = ({ customer, billing: { ending: _ended, ...billing } }: Account): Account =>
  synchronised({ customer, billing })

/** Whether the subscription waits for the refund, which ends it. */
const waitsFor = ({ refundId }: Refund, { billing }: StoredAccount): boolean =>
  billing?.ending?.refundId === refundId

/** The account without what its partner was paid for, and on `free` where the refund ends it. */
const refundedAccount = (
  { payment, ...stored }: Refunding,
  refund: RefundIn<'succeeded'>,
): { readonly account: Account; readonly hasFallen: boolean } => {
  const { customer, billing } = accountOf(stored)
  const { partnerId } = payment
  const revenues = { ...billing.revenues, [partnerId]: (billing.revenues[partnerId] ?? 0) - refund.amount }
  const account = { customer, billing: { ...billing, revenues } }
  if (!waitsFor(refund, stored)) return { account, hasFallen: false }
  const free = unlocked(account)
  return isPaid(customer.subscription)
    ? { account: fallen(free), hasFallen: true }
    : { account: free, hasFallen: false }
}

/** Money that went back: the ledger, the payment with its rows, and what its partner has sold, in one commit (R46). Of what goes back to a reseller's card the organisation's log has a line only where its subscription changes (R53). `reserved` is what the refund had taken out of what is left. */
export const refundPosted = (
  read: Refunding,
  refund: RefundIn<'succeeded'>,
  { reserved, at }: { readonly reserved: number; readonly at: Instant },
) => {
  const { payment, customer } = read
  const { refundId, amount, reason } = refund
  const event = refundEvent(payment, refund, at)
  const next = {
    ...payment,
    refunded: payment.refunded + amount,
    refunding: payment.refunding - reserved,
  }
  const { account, hasFallen } = refundedAccount(read, refund)
  const deed = {
    action: hasFallen ? 'subscription.fell-to-free' : 'subscription.refunded',
    details: { refundId },
  } as const
  const isOfPartnerAlone = payment.profile.cardType === 'RC' && account.customer === customer
  return {
    payment: next,
    changes: [
      ...(isOfPartnerAlone
        ? billingChanged(read, account.billing, deed)
        : accountChanged(read, account, deed)),
      ...subscriptionTold(accountOf(read), account, at),
      ...(hasFallen ? dunningEnded(read, account) : []),
      paymentRecord.replace(payment, next, {
        action: 'payment.refunded',
        details: { refundId, amount, reason },
      }),
      ...rowsOf(next),
      ...commissionPosted(event),
    ],
    outbox: [
      // Who has won a dispute has the money already, and is told by the bank.
      ...(reason === 'dispute' ? [] : [refundMail(customer, next, amount)]),
      ...(postedTo(event, 'commission') === 0 ? [] : [clawedBackMail(customer, next, refund)]),
      ...(hasFallen ? fellToFreeMails(customer) : []),
    ],
  }
}

/** The refund once the provider has given the money back. */
const succeeded = (
  { state: _pending, ...refund }: RefundIn<'pending'>,
  payment: PaymentIn<'succeeded'>,
  providerRefund: string,
  at: Instant,
): RefundIn<'succeeded'> => ({
  ...refund,
  state: 'succeeded',
  closedAt: at,
  providerRefund,
  ...sharesOf(payment, refund.amount),
})

/** Records what became of a refund; the answer, the event and the job all do. One that failed is undone (R46). */
export const refundSettled = (
  read: Refunding & { readonly refund: Stored<RefundIn<'pending'>> },
  result: RefundResult,
  at: Instant,
) => {
  const { refund, payment } = read
  const { refundId, amount } = refund
  const due = refundResolveDueRecord.remove({ id: refundId })
  if (result.outcome === 'succeeded') {
    const closed = succeeded(refund, payment, result.refund, at)
    const done = refundPosted(read, closed, { reserved: amount, at })
    return {
      refund: closed,
      payment: done.payment,
      changes: [refundRecord.replace(refund, closed, { action: 'refund.succeeded' }), ...done.changes, due],
      outbox: done.outbox,
    }
  }
  const { state: _pending, ...rest } = refund
  const failed: RefundIn<'failed'> = { ...rest, state: 'failed', closedAt: at }
  const next = { ...payment, refunding: payment.refunding - amount }
  return {
    refund: failed,
    payment: next,
    changes: [
      refundRecord.replace(refund, failed, { action: 'refund.failed' }),
      paymentRecord.replace(payment, next, { action: 'payment.refund-failed', details: { refundId } }),
      ...(waitsFor(refund, read)
        ? accountChanged(read, unlocked(accountOf(read)), {
            action: 'subscription.refund-ended',
            details: { refundId },
          })
        : []),
      due,
    ],
    outbox: [],
  }
}
