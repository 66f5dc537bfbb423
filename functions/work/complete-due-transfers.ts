import { transferDueRecord, transferRecord } from '../../shared/mapping/records.ts'
import { objectionToSupport } from '../../shared/mapping/transfer-mails.ts'
import { dueOf, isOpen, type TransferIn } from '../../shared/mapping/transfer.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'
import { transferCompletion } from '../edge/transfer-completion.ts'
import { sweep, type Swept } from './sweep.ts'

/** Completes a pending transfer or cancels it; `false` where something changed meanwhile. */
const settle = async (job: Job, transfer: Stored<TransferIn<'pending'>>): Promise<boolean> => {
  const { changes, outbox } = await transferCompletion(job, transfer, job.now)
  return job.commit(changes, outbox)
}

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
      if (await settle(job, transfer)) return true
      const again = await job.get(transferRecord, transfer)
      if (again.state !== 'pending') return false
      if (await settle(job, again)) return true
      throw new Error('The transfer was decided twice and not committed')
    },
  })
