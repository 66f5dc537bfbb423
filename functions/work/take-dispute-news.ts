import { PaymentId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { paymentEventRecord, paymentRecord } from '../../shared/payments/records.ts'
import { isSucceeded } from '../../shared/payments/refund.ts'
import { disputeRefund, isDisputeOf } from '../../shared/payments/refund-event.ts'
import { disputeRefundId, refundRecord } from '../../shared/payments/refund-records.ts'
import { refundPosted } from '../../shared/payments/refunding.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { RECEIVED as answer, type PaymentNews } from '../edge/payment-news.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { refundingOf } from '../edge/refund-read.ts'
import { fetchIntent } from '../outside/payments/find.ts'
import { fetchDispute } from '../outside/payments/find-refund.ts'
import { realNow } from '../outside/real-now.ts'

/** Takes news of a dispute: one that was lost is a refund of what is left; while another refund is open, it is to come again; what it took beyond that, somebody must look at (R46). */
export const takeDisputeNews = async ({ message, now, find, get }: PaymentNews) => {
  const { eventId, type, objectId = '' } = message
  const dispute = await fromProvider(fetchDispute(objectId))
  if (!dispute?.isLost || dispute.intent === undefined) return { answer }
  const paymentId = PaymentId.safeParse((await fromProvider(fetchIntent(dispute.intent)))?.paymentId).data
  if (!paymentId) return { answer }
  const found = await find(paymentRecord, { paymentId })
  const known = paymentEventRecord.putNew({ eventId, type, providerIntent: dispute.intent, receivedAt: now })
  const alarmed = { outcome: 'payment-unmatched', paymentId }
  const unmatched = { answer, changes: [known], alarmed }
  if (found?.state === 'pending') throw unavailable({ retryAfterSeconds: 5 })
  if (!found || !isSucceeded(found) || !isDisputeOf(found, dispute)) return unmatched

  const refundId = disputeRefundId(found, dispute.dispute)
  if (await find(refundRecord, { refundId })) return { answer, changes: [known] }
  const read = refundingOf(await paymentWithAccount({ find, get }, found))
  if (read.payment.refunding > 0) throw unavailable({ retryAfterSeconds: 5 })
  const refund = disputeRefund(read.payment, dispute, { refundId, at: now, intendedAt: realNow() })
  if (!refund) return unmatched
  const { reason, amount } = refund
  const { changes, outbox } = refundPosted(read, refund, { reserved: 0, at: now })
  const made = refundRecord.create(refund, { action: 'refund.succeeded', details: { reason, amount } })
  const taken = { answer, changes: [made, ...changes, known], outbox }
  return amount < dispute.amount ? { ...taken, alarmed } : taken
}
