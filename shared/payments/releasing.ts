import type { Instant } from '../kernel/time.ts'
import { commissionPosted } from '../ledger/records.ts'
import { heldOf, releaseEvent } from '../ledger/sale.ts'
import type { Change, Stored } from '../table/record.ts'
import { availableAtOf, type Payment, type PaymentIn } from './payment.ts'
import { paymentRecord } from './records.ts'
import { isSucceeded } from './refund.ts'

/** What the release of a commission that is due comes to: nothing is left to release, its hold has not ended, or what is held is released (R47). */
export type Release<P extends Payment> =
  | { readonly act: 'finish' }
  | { readonly act: 'move'; readonly dueAt: Instant }
  | { readonly act: 'release'; readonly payment: P & PaymentIn<'succeeded'> }

/** Decides on the release of a commission: once, and only what refunds have left of it (R47). */
export const dueRelease = <P extends Payment>(payment: P | undefined, at: Instant): Release<P> => {
  if (!payment || !isSucceeded(payment) || heldOf(payment) === 0) return { act: 'finish' }
  const dueAt = availableAtOf(payment)
  return dueAt && at < dueAt ? { act: 'move', dueAt } : { act: 'release', payment }
}

/** The release of what is held of the commission of a payment, whose version guards it against a refund and a second release (R47). */
export const commissionReleased = (
  payment: Stored<PaymentIn<'succeeded'>>,
  at: Instant,
): Change<'payment' | 'ledgerEvent' | 'ledgerMonth' | 'ledgerBalance' | 'redeemableBalance'>[] => [
  paymentRecord.replace(
    payment,
    { ...payment, releasedAt: at },
    { action: 'payment.commission-released', details: { amount: heldOf(payment) } },
  ),
  ...commissionPosted(releaseEvent(payment, at)),
]
