import { PaymentId, RefundId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { paymentEventRecord } from '../../shared/payments/records.ts'
import { refundMeaningOf, type RefundNews } from '../../shared/payments/refund-event.ts'
import { refundRecord } from '../../shared/payments/refund-records.ts'
import { refundSettled } from '../../shared/payments/refunding.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { RECEIVED as answer, type PaymentNews } from '../edge/payment-news.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { refundingOf } from '../edge/refund-read.ts'
import { fetchIntent } from '../outside/payments/find.ts'
import { fetchRefund } from '../outside/payments/find-refund.ts'

/** The payment of ours that was refunded without the programme, as in the provider's dashboard; none where the programme gave back what had surfaced. */
const refundedElsewhere = async ({
  paymentId,
  intent,
  state,
}: RefundNews): Promise<PaymentId | undefined> => {
  if (paymentId !== undefined || intent === undefined || state !== 'succeeded') return undefined
  return PaymentId.safeParse((await fromProvider(fetchIntent(intent)))?.paymentId).data
}

/** Takes news of a refund: what it waits for, or money that went or came back and fits no refund, which somebody must look at (R46). */
export const takeRefundNews = async ({ message, now, find, get }: PaymentNews) => {
  const { eventId, type, objectId = '' } = message
  const news = await fromProvider(fetchRefund(objectId))
  if (!news) return { answer }
  const known = paymentEventRecord.putNew({
    eventId,
    type,
    providerIntent: news.intent ?? '',
    receivedAt: now,
  })
  const unmatched = (paymentId: PaymentId | undefined) =>
    paymentId === undefined
      ? { answer }
      : { answer, changes: [known], alarmed: { outcome: 'payment-unmatched', paymentId } }

  const cameBack = (paymentId: PaymentId) => ({
    answer,
    changes: [known],
    alarmed: { outcome: 'payment-refund-failed', paymentId },
  })

  const refundId = RefundId.safeParse(news.refundId).data
  const named = PaymentId.safeParse(news.paymentId).data
  if (!refundId && named && news.state === 'failed') return cameBack(named)
  if (!refundId) return unmatched(await refundedElsewhere(news))
  const refund = await find(refundRecord, { refundId })
  if (!refund) return unmatched(named)
  const refunding = refundingOf(await paymentWithAccount({ find, get }, refund))
  const { paymentId } = refund
  const meaning = refundMeaningOf(refund, refunding.payment, news)
  switch (meaning.is) {
    case 'unmatched':
      return unmatched(paymentId)
    case 'not-settled':
      throw unavailable({ retryAfterSeconds: 5 })
    case 'old':
      return { answer, changes: [known] }
    case 'came-back':
      return cameBack(paymentId)
    case 'awaited': {
      const { changes, outbox } = refundSettled({ ...refunding, refund: meaning.refund }, meaning.result, now)
      return { answer, changes: [...changes, known], outbox }
    }
  }
}
