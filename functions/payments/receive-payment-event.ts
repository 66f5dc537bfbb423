import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import { paymentEventRecord } from '../../shared/payments/records.ts'
import { RECEIVED } from '../edge/payment-news.ts'
import { serveSigned } from '../edge/serve-signed.ts'
import { eventOf, type PaymentEvent } from '../outside/payments/event.ts'
import { takeChargeNews } from '../work/take-charge-news.ts'
import { takeDisputeNews } from '../work/take-dispute-news.ts'
import { takeRefundNews } from '../work/take-refund-news.ts'

/** What is told of charges with our metadata, of refunds, and of disputes that have ended; all else is none of ours. */
const takerOf = ({ type, intentId, objectId, paymentId }: PaymentEvent) => {
  switch (type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return intentId === undefined || paymentId === undefined ? undefined : takeChargeNews
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return objectId === undefined ? undefined : takeRefundNews
    case 'charge.dispute.closed':
      return objectId === undefined ? undefined : takeDisputeNews
  }
  return undefined
}

export const handler = serveSigned(receivePaymentEvent, eventOf, async (received) => {
  const { message, find } = received
  const take = takerOf(message)
  if (!take || (await find(paymentEventRecord, { eventId: message.eventId }))) return { answer: RECEIVED }
  return take(received)
})
