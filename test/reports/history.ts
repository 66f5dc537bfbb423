import { dateOf } from '../../shared/kernel/date.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'

/** A sale of a partner on its own card, 100 days ago, of which 100.00 went back today. */
export const refundedSale = async () => {
  const seller = await arrange.partner()
  const { admin, partner } = seller
  const now = await arrange.now()
  const day = (days: number): string => dateOf(plusDays(now, -days))
  const { payment, customer } = await arrange.subscribed({ of: seller, anchor: day(100) })
  const refund = await arrange.refunded(payment, { amount: 10_000 })
  return { as: admin, input: {}, seller, partner, now, day, customer, payment, refund }
}

/**
 * A partner with one sale of each sort, some of them long ago: on its own card and given back in part, on the card of a customer, released and
 * given back in part, paid out, to a customer that has moved, to one that revoked the access; a renewal that failed, and a subscription that a refund has ended.
 */
export const history = async () => {
  const sale = await refundedSale()
  const { seller, day } = sale
  const released = await arrange.available(seller, 12_000)
  const clawBack = await arrange.refunded(released, { amount: 6_000 })
  const { payout } = await arrange.payout({ of: seller, state: 'paid' })
  const moved = await arrange.subscribed({ of: seller, cardType: 'CC', anchor: day(70) })
  const next = await arrange.partner()
  await arrange.moveCustomer(moved.customer.customerId, next.partner)
  const revoked = await arrange.subscribed({ of: seller, cardType: 'CC', payPeriod: 'monthly' })
  await arrange.revokeAccess(revoked.customer.customerId)
  const unpaid = await arrange.subscribed({ of: seller, payPeriod: 'monthly', dunning: 'declined' })
  const ended = await arrange.subscribed({ of: seller, cardType: 'CC', licences: 3 })
  const fullRefund = await arrange.refunded(ended.payment, { endsSubscription: true })
  return {
    ...sale,
    next,
    released,
    clawBack,
    payout,
    moved,
    revoked,
    unpaid,
    ended,
    fullRefund,
  }
}
