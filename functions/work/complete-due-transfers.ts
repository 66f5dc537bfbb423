import { transferDueRecord, transferRecord } from '../../shared/mapping/records.ts'
import { objectionToSupport } from '../../shared/mapping/transfer-mails.ts'
import { dueOf, isOpen } from '../../shared/mapping/transfer.ts'
import type { Job } from '../edge/job.ts'
import { transferCompletion } from '../edge/transfer-completion.ts'
import { sweep, type Swept } from './sweep.ts'

/** Completes the transfers that nobody objected to in seven days, and mails support about each objection once more, once however often it runs (R14). */
export const completeDueTransfers = (job: Job): Promise<Swept> =>
  sweep(job, {
    queue: transferDueRecord,
    at: job.now,
    lookUp: (ids) =>
      job.findAll(
        transferRecord,
        ids.map((transferId) => ({ transferId })),
      ),
    handle: async (due, transfer) => {
      const finished = transferDueRecord.finish(due)
      if (!transfer || !isOpen(transfer)) {
        await job.commit([finished])
        return false
      }
      if (job.now < dueOf(transfer)) return false
      if (transfer.state === 'objected')
        return job.commit([finished, transferRecord.unchanged(transfer)], [objectionToSupport(transfer)])
      const { changes, outbox } = await transferCompletion(job, transfer, job.now)
      return job.commit(changes, outbox)
    },
  })
