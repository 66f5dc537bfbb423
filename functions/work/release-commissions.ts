import { paymentRecord, commissionReleaseDueRecord } from '../../shared/payments/records.ts'
import { commissionReleased, dueRelease } from '../../shared/payments/releasing.ts'
import type { Job } from '../edge/job.ts'
import { sweep, type Swept } from './sweep.ts'

/** Releases the commissions whose hold has ended, each once however often it runs, whatever became of customer and partner (R47). */
export const releaseCommissions = (job: Job): Promise<Swept> => {
  const queue = commissionReleaseDueRecord
  return sweep(job, {
    queue,
    at: job.now,
    lookUp: (ids) =>
      job.findAll(
        paymentRecord,
        ids.map((paymentId) => ({ paymentId })),
      ),
    handle: async (due, payment) => {
      const decided = dueRelease(payment, job.now)
      if (decided.act === 'release')
        return job.commit([...commissionReleased(decided.payment, job.now), queue.finish(due)])
      await job.commit([decided.act === 'move' ? queue.move(due, decided.dueAt) : queue.finish(due)])
      return false
    },
  })
}
