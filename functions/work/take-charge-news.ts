import { PaymentId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { paymentSurfaced } from '../../shared/payments/changes.ts'
import { meaningOf, surface } from '../../shared/payments/event.ts'
import { tellsOfUnmatchedMoney } from '../../shared/payments/payment-event.ts'
import { charged } from '../../shared/payments/recording.ts'
import { paymentEventRecord, paymentRecord } from '../../shared/payments/records.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { RECEIVED as answer, type PaymentNews } from '../edge/payment-news.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { fetchIntent } from '../outside/payments/find.ts'
import { refund } from '../outside/payments/refund.ts'

/** Takes news of a charge: what a payment waits for, money that surfaced, or money that fits no payment (R45). */
export const takeChargeNews = async ({ message, now, find, get }: PaymentNews) => {
  const { eventId, type, intentId = '' } = message
  const intent = await fromProvider(fetchIntent(intentId))
  const paymentId = PaymentId.safeParse(intent?.paymentId).data
  if (!intent || !paymentId) return { answer }
  const event = { eventId, type, providerIntent: intent.intent, receivedAt: now }
  const known = paymentEventRecord.putNew(event)

  const meaning = meaningOf(await find(paymentRecord, { paymentId }), intent)
  switch (meaning.is) {
    case 'unmatched': {
      const { customerId = '', amount, currency, state } = intent
      const kept = { ...event, unmatched: { paymentId, customerId, amount, currency, state } }
      const changes = [paymentEventRecord.putNew(kept)]
      return tellsOfUnmatchedMoney(kept)
        ? { answer, changes, alarmed: { outcome: 'payment-unmatched', paymentId } }
        : { answer, changes }
    }
    case 'not-settled':
      throw unavailable({ retryAfterSeconds: 5 })
    case 'old':
      return { answer, changes: [known] }
    case 'awaited': {
      const read = await paymentWithAccount({ find, get }, meaning.payment)
      const { payment } = read
      if (payment.state !== 'pending') return undefined
      const { changes, outbox } = charged({ ...read, payment }, meaning.result, now)
      return { answer, changes: [...changes, known], outbox }
    }
    case 'surfaced': {
      const { payment } = meaning
      const back = await refund({ intent: intent.intent, key: `surfaced-${paymentId}`, paymentId })
      if (back.outcome === 'failed') {
        const kept = surface(payment, { intent: intent.intent }, now)
        return {
          answer,
          changes: [...paymentSurfaced(payment, kept), known],
          alarmed: { outcome: 'payment-refund-failed', paymentId },
        }
      }
      if (back.refund === undefined) throw unavailable({ retryAfterSeconds: 5 })
      const givenBack = surface(payment, { intent: intent.intent, refund: back.refund }, now)
      return {
        answer,
        changes: [...paymentSurfaced(payment, givenBack), known],
        alarmed: { outcome: 'payment-surfaced', paymentId },
      }
    }
  }
}
