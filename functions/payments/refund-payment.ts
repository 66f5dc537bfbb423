import { billingRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { RefundId } from '../../shared/kernel/id.ts'
import { refundPayment } from '../../shared/payments/contract.ts'
import { paymentNotFound } from '../../shared/payments/payment.ts'
import { paymentRecord } from '../../shared/payments/records.ts'
import { refundable, type RefundIn } from '../../shared/payments/refund.ts'
import { refundIntended, refundSettled } from '../../shared/payments/refunding.ts'
import { refundCard } from '../edge/refund-card.ts'
import { refundOutcome } from '../edge/refund-outcome.ts'
import { refundRead } from '../edge/refund-read.ts'
import { serveStaffInSteps } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'
import { realNow } from '../outside/real-now.ts'

const reads = { payment: paymentRecord.or(paymentNotFound) }

export const handler = serveStaffInSteps(refundPayment, reads, {
  intend: async ({ payment: found, input, find, get, now: createdAt }) => {
    const { payment: of, amount } = refundable(found, input.amount?.minor)
    const { paymentId, customerId, partnerId, currency, providerIntent } = of
    const { reason, note, endsSubscription = false } = input
    const refundId = newId(RefundId, 'rfd', createdAt)
    const refund: RefundIn<'pending'> = {
      refundId,
      paymentId,
      customerId,
      partnerId,
      reason,
      ...(note === undefined ? {} : { note }),
      currency,
      amount,
      endsSubscription,
      createdAt,
      intendedAt: realNow(),
      state: 'pending',
    }
    const [customer, billing] = await Promise.all([
      get(customerRecord, { customerId }),
      find(billingRecord, { customerId }),
    ])
    return {
      intent: { refundId, paymentId, amount, providerIntent },
      intentId: refundId,
      changes: refundIntended({ customer, billing, payment: of }, refund),
    }
  },
  call: (intent) => refundCard(intent, intent),
  record: async ({ intent, outcome, now, find, get }) => {
    const { refund, ...of } = await refundRead({ find, get }, intent)
    if (refund.state !== 'pending' || outcome.outcome === 'unknown') return refundOutcome(refund, of.payment)
    const { changes, outbox, ...settled } = refundSettled({ ...of, refund }, outcome, now)
    return { ...refundOutcome(settled.refund, settled.payment), changes, outbox }
  },
  resume: async ({ intentId, find, get }) => {
    const { refund, payment } = await refundRead({ find, get }, { refundId: RefundId.parse(intentId) })
    return refundOutcome(refund, payment)
  },
})
