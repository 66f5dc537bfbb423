import type { Instant } from '../../shared/kernel/time.ts'
import type { ChargeResult, PaymentIn } from '../../shared/payments/payment.ts'
import { paymentRecord, paymentResolveDueRecord, restorationRecord } from '../../shared/payments/records.ts'
import { askedBetween, isRepeatable, nextLook } from '../../shared/payments/resolution.ts'
import { cancelCardCharge, chargeCard, findCardCharge } from '../edge/charge-card.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import type { ChargeOutcome } from '../outside/payments/intent.ts'
import { CHARGE_LONGEST_MS, CHARGES_AT_ONCE } from './pay-renewal.ts'
import { recordCharge } from './record-charge.ts'
import { sweep, type Swept } from './sweep.ts'

type PendingPayment = PaymentIn<'pending'>

/**
 * What became of a charge: what the provider knows of it, else of the same request once more. Where that is too late, an intent that stands open
 * is cancelled, and where there is none, nothing was taken (R45).
 */
const outcomeOf = async (
  payment: PendingPayment,
  between: { readonly from: Instant; readonly to: Instant },
): Promise<ChargeOutcome | Extract<ChargeResult, { outcome: 'failed' }>> => {
  const found = await findCardCharge(payment, between)
  const mayRepeat = isRepeatable(payment, realNow())
  if (found?.outcome === 'unknown' && found.intent !== undefined && !mayRepeat)
    return cancelCardCharge(payment, { intent: found.intent, status: found.reason })
  if (found) return found
  return mayRepeat ? chargeCard(payment) : { outcome: 'failed' }
}

/** What a run did, and how many outcomes the provider did not tell. */
export interface Resolved extends Swept {
  readonly open: number
}

/** Finds out, in real time, what became of the charges whose answer was lost, and records it; one that the provider does not tell stays open (R45). */
export const resolveOpenPayments = async (job: Job): Promise<Resolved> => {
  const restoration = await job.find(restorationRecord, undefined)
  let open = 0
  const swept = await sweep(job, {
    queue: paymentResolveDueRecord,
    at: realNow(),
    workers: CHARGES_AT_ONCE,
    longestMs: CHARGE_LONGEST_MS,
    lookUp: (ids) =>
      job.findAll(
        paymentRecord,
        ids.map((paymentId) => ({ paymentId })),
      ),
    handle: async (due, payment) => {
      if (payment?.state !== 'pending') {
        await job.commit([paymentResolveDueRecord.finish(due)])
        return false
      }
      const outcome = await outcomeOf(payment, askedBetween(payment, restoration, realNow()))
      if (outcome.outcome !== 'unknown') return recordCharge(job, payment, outcome)
      open += 1
      await job.commit([paymentResolveDueRecord.move(due, nextLook(payment, realNow()))])
      return false
    },
  })
  return { ...swept, open }
}
