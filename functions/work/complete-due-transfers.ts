import { transferDueRecord, transferRecord } from '../../shared/mapping/records.ts'
import { objectionToSupport } from '../../shared/mapping/transfer-mails.ts'
import { dueOf, isOpen, type OpenTransfer } from '../../shared/mapping/transfer.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'
import { transferCompletion } from '../edge/transfer-completion.ts'
import { sweep, type Swept } from './sweep.ts'

/** Completes an open transfer or cancels it; `false` where something changed meanwhile. */
const settle = async (
  job: Job,
  transfer: Stored<OpenTransfer>,
  former: Pick<Partner, 'partnerId' | 'status'>,
): Promise<boolean> => {
  const { changes, outbox } = await transferCompletion(job, transfer, job.now)
  const asRead = partnerRecord.check(former, { equals: { status: former.status } })
  return job.commit([...changes, asRead], outbox)
}

/**
 * Completes the transfers that nobody objected to in seven days, and all of a former partner that is not active any more; mails support
 * about each objection once more, once however often it runs (R14).
 */
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
      const former = await job.get(partnerRecord, { partnerId: transfer.from })
      if (former.status === 'active') {
        const dueAt = dueOf(transfer)
        if (job.now < dueAt) {
          await job.commit([transferDueRecord.move(due, dueAt)])
          return false
        }
        if (transfer.state === 'objected') return job.commit([finished], [objectionToSupport(transfer)])
      }
      if (await settle(job, transfer, former)) return true
      const again = await job.get(transferRecord, transfer)
      if (!isOpen(again)) return false
      if (await settle(job, again, await job.get(partnerRecord, { partnerId: again.from }))) return true
      throw new Error('The transfer was decided twice and not committed')
    },
  })
