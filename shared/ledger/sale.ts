import type { Instant } from '../kernel/time.ts'
import { availableAtOf, givenBack, type PaymentIn } from '../payments/payment.ts'
import { sharesOf } from '../payments/refund.ts'
import type { RefundId } from '../kernel/id.ts'
import { sides, type LedgerEventOf } from './event.ts'

type Succeeded = PaymentIn<'succeeded'>

const ofSale = ({ partnerId, customerId, paymentId, currency, discountBps, list }: Succeeded) => ({
  partnerId,
  customerId,
  paymentId,
  currency,
  rate: discountBps,
  base: list,
})

/** What a charge that succeeded means: RC is sold at a discount; CC earns the same number as commission, held at first (R44). */
export const chargeEvent = (payment: Succeeded): LedgerEventOf<'charge'> => {
  const { paymentId, closedAt, list, discount, charge, commission } = payment
  const availableAt = availableAtOf(payment)
  return {
    ...ofSale(payment),
    eventId: `${paymentId}#charge`,
    kind: 'charge',
    at: closedAt,
    postings: sides({
      cash: charge,
      discounts: discount,
      sales: 0 - list,
      commission,
      held: 0 - commission,
    }),
    ...(availableAt ? { availableAt } : {}),
  }
}

/** What a refund means: list price, discount and commission go back in proportion; the commission out of what is held, or of what is available once it was released (R46). */
export const refundEvent = (
  payment: Succeeded,
  { refundId, amount }: { readonly refundId: RefundId; readonly amount: number },
  at: Instant,
): LedgerEventOf<'refund'> => {
  const { paymentId, charge: charged, commission: earned, refunded: refundedBefore, releasedAt } = payment
  const { list, discount, clawedBack } = sharesOf(payment, amount)
  return {
    ...ofSale(payment),
    eventId: `${paymentId}#refund#${refundId}`,
    kind: 'refund',
    at,
    postings: sides({
      cash: 0 - amount,
      discounts: 0 - discount,
      sales: list,
      commission: 0 - clawedBack,
      [releasedAt ? 'available' : 'held']: clawedBack,
    }),
    refundId,
    charged,
    earned,
    refunded: refundedBefore + amount,
    refundedBefore,
  }
}

/** What is held of the commission of a payment: all that refunds have left of it, until it is released (R47). */
export const heldOf = (payment: Succeeded): number =>
  payment.releasedAt ? 0 : payment.commission - givenBack(payment, payment.refunded).commission

/** What the release of a commission means: what refunds have left of it becomes available (R47). */
export const releaseEvent = (payment: Succeeded, at: Instant): LedgerEventOf<'release'> => {
  const held = heldOf(payment)
  return {
    ...ofSale(payment),
    eventId: `${payment.paymentId}#release`,
    kind: 'release',
    at,
    postings: sides({ held, available: 0 - held }),
  }
}
