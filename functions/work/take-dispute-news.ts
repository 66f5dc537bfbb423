import { plusMillis } from '../../shared/kernel/time.ts'
import { paymentEventRecord } from '../../shared/payments/records.ts'
import { disputeDueRecord } from '../../shared/payments/refund-records.ts'
import { RESOLVE_AFTER_MS } from '../../shared/payments/resolution.ts'
import { fromProvider } from '../edge/from-provider.ts'
import { RECEIVED as answer, type PaymentNews } from '../edge/payment-news.ts'
import { realNow } from '../outside/real-now.ts'
import { decideDispute } from './decide-dispute.ts'

/** Takes news of a dispute; what was lost and must wait is due to be looked into, so that the news need not come again (R46). */
export const takeDisputeNews = async ({ message, now, find, get }: PaymentNews) => {
  const { eventId, type, objectId = '' } = message
  const decided = await fromProvider(decideDispute({ find, get }, objectId, now))
  if (decided.is === 'foreign') return { answer }
  const known = paymentEventRecord.putNew({
    eventId,
    type,
    providerIntent: decided.intent,
    receivedAt: now,
  })
  if (decided.is === 'waiting') {
    const dueAt = plusMillis(realNow(), RESOLVE_AFTER_MS)
    return { answer, changes: [known, disputeDueRecord.put({ id: decided.dispute, dueAt })] }
  }
  const { is: _decided, intent: _known, changes, ...rest } = decided
  return { answer, ...rest, changes: [...changes, known] }
}
