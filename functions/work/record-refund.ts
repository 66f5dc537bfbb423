import type { Refund, RefundResult } from '../../shared/payments/refund.ts'
import { refundSettled } from '../../shared/payments/refunding.ts'
import type { Job } from '../edge/job.ts'
import { refundRead } from '../edge/refund-read.ts'
import { recordOutcome } from './record-outcome.ts'

/** Records what became of a refund, whoever changed what meanwhile (R46). */
export const recordRefund = (
  job: Job,
  of: Pick<Refund, 'refundId'>,
  result: RefundResult,
): Promise<boolean> =>
  recordOutcome(job, async () => {
    const { refund, ...refunding } = await refundRead(job, of)
    return refund.state === 'pending' ? refundSettled({ ...refunding, refund }, result, job.now) : undefined
  })
