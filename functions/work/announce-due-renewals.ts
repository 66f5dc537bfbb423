import { accountOf } from '../../shared/billing/changes.ts'
import { dueNotice } from '../../shared/billing/due-work.ts'
import { renewalNoticeDueRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { announcementMail } from '../../shared/payments/mails.ts'
import type { Job } from '../edge/job.ts'
import { readTerms } from './read-terms.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import type { Swept } from './sweep.ts'

/** Announces yearly renewals to who pays them 7 days before, each once however often it runs (R45). */
export const announceDueRenewals = (job: Job): Promise<Swept> => {
  const termsOf = readTerms(job)
  return sweepAccounts(job, {
    queue: renewalNoticeDueRecord,
    decide: async (account) => dueNotice(account, { terms: await termsOf(account) }, job.now),
    perform: (due, stored, announcement) =>
      job.commit(
        [renewalNoticeDueRecord.finish(due), customerRecord.unchanged(stored.customer)],
        [announcementMail(accountOf(stored), announcement)],
      ),
  })
}
