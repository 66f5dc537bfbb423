import type { Refund, RefundResult } from '../../shared/payments/refund.ts'
import { refundSettled } from '../../shared/payments/refunding.ts'
import type { Job } from '../edge/job.ts'
import { refundRead } from '../edge/refund-read.ts'
import { world } from '../outside/world.ts'

const TRIES = 5

/** Records what became of a refund, whoever changed what meanwhile; `false` where that has been done, or other changes came first each time, so that the next run does it (R46). */
export const recordRefund = async (
  job: Job,
  of: Pick<Refund, 'refundId'>,
  result: RefundResult,
): Promise<boolean> => {
  for (let count = 0; count < TRIES; count += 1) {
    if (count > 0) await world.pause(count)
    const { refund, ...refunding } = await refundRead(job, of)
    if (refund.state !== 'pending') return false
    const { changes, outbox } = refundSettled({ ...refunding, refund }, result, job.now)
    if (await job.commit(changes, outbox)) return true
  }
  return false
}
