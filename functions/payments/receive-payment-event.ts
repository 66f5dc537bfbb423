import { billingRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { PaymentId } from '../../shared/kernel/id.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import { meaningOf, surface } from '../../shared/payments/event.ts'
import { charged } from '../../shared/payments/recording.ts'
import { paymentEventRecord, paymentRecord } from '../../shared/payments/records.ts'
import { fromProvider } from '../edge/from-provider.ts'
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
  const { customerId = '', amount, currency } = intent
  const unmatched = {
    answer,
    changes: [
      paymentEventRecord.putNew({ ...event, unmatched: { paymentId, customerId, amount, currency } }),
    ],
    alarmed: 'payment-unmatched',
  }

  const meaning = meaningOf(await find(paymentRecord, { paymentId }), intent)
  switch (meaning.is) {
    case 'unmatched':
      return unmatched
    case 'not-settled':
      throw unavailable({ retryAfterSeconds: 5 })
    case 'old':
      return { answer, changes: [known] }
    case 'awaited': {
      const { payment, result } = meaning
      const [customer, billing] = await Promise.all([
        get(customerRecord, payment),
        find(billingRecord, payment),
      ])
      const { changes, outbox } = charged({ payment, customer, billing }, result, now)
      return { answer, changes: [...changes, known], outbox }
    }
    case 'surfaced': {
      const { payment } = meaning
      const back = await refund({ intent: intent.intent, key: `surfaced-${paymentId}`, paymentId })
      if (back.outcome === 'failed') return unmatched
      if (back.refund === undefined) throw unavailable({ retryAfterSeconds: 5 })
      const surfaced = surface(payment, { intent: intent.intent, refund: back.refund }, now)
      const details = { providerIntent: intent.intent }
      return {
        answer,
        changes: [paymentRecord.replace(payment, surfaced, { action: 'payment.surfaced', details }), known],
        alarmed: 'payment-surfaced',
      }
    }
  }
})
