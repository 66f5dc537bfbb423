import { RefundId } from '../../../shared/kernel/id.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Payment } from '../../../shared/payments/payment.ts'
import { refundRecord } from '../../../shared/payments/refund-records.ts'
import { disputeRefund } from '../../../shared/payments/refund-event.ts'
import { refundable, type RefundIn } from '../../../shared/payments/refund.ts'
import { refundPosted } from '../../../shared/payments/refunding.ts'
import { storedAccount, storedPayment } from './billing.ts'
import { commit, now } from './time.ts'
import { newUlid } from './ulid.ts'

/** A dispute of an amount of a payment that was lost, of all that is left unless told, and the commit that records it. */
export const disputeOf = async (of: Pick<Payment, 'paymentId'>, asked?: number, at?: Instant) => {
  const { payment, amount } = refundable(await storedPayment(of), asked)
  const closedAt = at ?? (await now())
  const refundId = RefundId.parse(`rfd_${newUlid()}`)
  const refund = disputeRefund(
    payment,
    { dispute: `dp_made_up_${newUlid()}`, amount },
    { refundId, at: closedAt, intendedAt: closedAt },
  )
  if (!refund) throw new Error('Nothing is left of the payment')
  const read = { ...(await storedAccount(payment.customerId)), payment }
  const { changes } = refundPosted(read, refund, { reserved: 0, at: closedAt })
  return { refund, changes: [refundRecord.create(refund, { action: 'refund.succeeded' }), ...changes] }
}

/** Gives an amount of a payment back, all that is left unless told; the provider is not asked. */
export const disputed = async (
  of: Pick<Payment, 'paymentId'>,
  asked?: number,
  at?: Instant,
): Promise<RefundIn<'succeeded'>> => {
  const { refund, changes } = await disputeOf(of, asked, at)
  await commit(...changes)
  return refund
}
