import { PaymentId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { paymentSurfaced } from '../../shared/payments/changes.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import { meaningOf, surface } from '../../shared/payments/event.ts'
import { tellsOfUnmatchedMoney } from '../../shared/payments/payment-event.ts'
import { charged } from '../../shared/payments/recording.ts'
import { paymentEventRecord, paymentRecord } from '../../shared/payments/records.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { paymentWithAccount } from '../edge/payment-outcome.ts'
import { serveSigned } from '../edge/serve-signed.ts'
import { eventOf } from '../outside/payments/event.ts'
import { fetchIntent } from '../outside/payments/find.ts'
import { refund } from '../outside/payments/refund.ts'

/** What is told of charges; all else is none of ours. */
const OF_CHARGES = ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.canceled']

const answer = { received: true } as const

export const handler = serveSigned(receivePaymentEvent, eventOf, async ({ message, now, find, get }) => {
  const { eventId, type, intentId, paymentId: named } = message
  if (!OF_CHARGES.includes(type) || intentId === undefined || named === undefined) return { answer }
  if (await find(paymentEventRecord, { eventId })) return { answer }
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
      const { payment, result } = meaning
      const account = await paymentWithAccount({ find, get }, payment)
      const { changes, outbox } = charged({ ...account, payment }, result, now)
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
})
