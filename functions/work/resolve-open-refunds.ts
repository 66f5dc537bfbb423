import type { RefundIn } from '../../shared/payments/refund.ts'
import { paymentRecord } from '../../shared/payments/records.ts'
import { refundRecord, refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import { isRepeatable, nextLook } from '../../shared/payments/resolution.ts'
import type { Job } from '../edge/job.ts'
import { findCardRefund, refundCard } from '../edge/refund-card.ts'
import { refundedPayment } from '../edge/refund-read.ts'
import { realNow } from '../outside/real-now.ts'
import type { RefundOutcome } from '../outside/payments/refund.ts'
import { CHARGE_LONGEST_MS } from './pay-renewal.ts'
import { recordRefund } from './record-refund.ts'
import type { Resolved } from './resolve-open-payments.ts'
import { sweep } from './sweep.ts'

/** What became of a refund: what the provider knows of it, else of the same request once more. Where that is too late, nothing went back (R46). */
const outcomeOf = async (job: Job, refund: RefundIn<'pending'>): Promise<RefundOutcome> => {
  const payment = refundedPayment(await job.get(paymentRecord, refund))
  const found = await findCardRefund(refund, payment)
  if (found) return found
  return isRepeatable(refund, realNow())
    ? refundCard(refund, payment)
    : { outcome: 'failed', reason: 'never made' }
}

/** Finds out, in real time, what became of the refunds whose answer was lost, and records it; one that the provider does not tell stays open (R46). */
export const resolveOpenRefunds = async (job: Job): Promise<Resolved> => {
  let open = 0
  const swept = await sweep(job, {
    queue: refundResolveDueRecord,
    at: realNow(),
    longestMs: CHARGE_LONGEST_MS,
    lookUp: (ids) =>
      job.findAll(
        refundRecord,
        ids.map((refundId) => ({ refundId })),
      ),
    handle: async (due, refund) => {
      if (refund?.state !== 'pending') {
        await job.commit([refundResolveDueRecord.finish(due)])
        return false
      }
      const outcome = await outcomeOf(job, refund)
      if (outcome.outcome !== 'unknown') return recordRefund(job, refund, outcome)
      open += 1
      await job.commit([refundResolveDueRecord.move(due, nextLook(refund, realNow()))])
      return false
    },
  })
  return { ...swept, open }
}
