import { PaymentId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { paymentRecord } from '../../shared/payments/records.ts'
import { isSucceeded } from '../../shared/payments/refund.ts'
import { disputeRefund, isDisputeOf } from '../../shared/payments/refund-event.ts'
import { disputeRefundId, refundRecord } from '../../shared/payments/refund-records.ts'
import { refundPosted } from '../../shared/payments/refunding.ts'
import type { PaymentNews } from '../edge/payment-news.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { refundingOf } from '../edge/refund-read.ts'
import { fetchIntent } from '../outside/payments/find.ts'
import { fetchDispute } from '../outside/payments/find-refund.ts'
import { realNow } from '../outside/real-now.ts'

const FOREIGN = { is: 'foreign' } as const

/**
 * Decides on a dispute by what the provider says of it now; the event and the job both do (R46). One that was lost is a refund of what is left of
 * its payment, once; it waits while the charge of the payment or another refund is open. What it took beyond that, somebody must look at. Throws
 * `ProviderUnavailable`.
 */
export const decideDispute = async (
  { find, get }: Pick<PaymentNews, 'find' | 'get'>,
  id: string,
  at: Instant,
) => {
  const lost = await fetchDispute(id)
  if (!lost?.isLost || lost.intent === undefined) return FOREIGN
  const { dispute, intent } = lost
  const paymentId = PaymentId.safeParse((await fetchIntent(intent))?.paymentId).data
  if (!paymentId) return FOREIGN
  const found = await find(paymentRecord, { paymentId })
  const waiting = { is: 'waiting', dispute, intent } as const
  const recorded = { is: 'decided', intent, changes: [], outbox: [], alarmed: undefined } as const
  const alarmed = { outcome: 'payment-unmatched', paymentId }
  if (found?.state === 'pending') return waiting
  if (!found || !isSucceeded(found) || !isDisputeOf(found, lost)) return { ...recorded, alarmed }

  const refundId = disputeRefundId(found, dispute)
  const read = refundingOf(await paymentWithAccount({ find, get }, found))
  // Looked for after the payment is read, whose rest it may have taken meanwhile.
  if (await find(refundRecord, { refundId })) return recorded
  if (read.payment.refunding > 0) return waiting
  const refund = disputeRefund(read.payment, lost, { refundId, at, intendedAt: realNow() })
  if (!refund) return { ...recorded, alarmed }
  const { reason, amount } = refund
  const { changes, outbox } = refundPosted(read, refund, { reserved: 0, at })
  const made = refundRecord.create(refund, { action: 'refund.succeeded', details: { reason, amount } })
  const taken = { ...recorded, changes: [made, ...changes], outbox }
  return amount < lost.amount ? { ...taken, alarmed } : taken
}
