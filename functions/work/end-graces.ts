import { dueGraceEnd } from '../../shared/billing/due-work.ts'
import { graceEndDueRecord } from '../../shared/billing/records.ts'
import { dunningEnded, fellToFree } from '../../shared/payments/recording.ts'
import type { Job } from '../edge/job.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import type { Swept } from './sweep.ts'

/** Records that the grace for an unpaid renewal has ended, and mails both sides, once however often it runs (R37, R45). */
export const endGraces = (job: Job): Promise<Swept> =>
  sweepAccounts(job, {
    queue: graceEndDueRecord,
    decide: (account) => dueGraceEnd(account, job.now),
    perform: (_due, stored) => {
      const { account, changes, outbox } = fellToFree(stored, job.now)
      return job.commit([...changes, ...dunningEnded(stored, account)], outbox)
    },
  })
