import type { dueRenewal } from '../../shared/billing/due-work.ts'
import { restorationRecord } from '../../shared/payments/records.ts'
import type { Job } from '../edge/job.ts'
import { CHARGE_LONGEST_MS, CHARGES_AT_ONCE, payRenewal } from './pay-renewal.ts'
import { readTerms } from './read-terms.ts'
import { sweepAccounts, type AccountQueue } from './sweep-accounts.ts'
import type { Swept } from './sweep.ts'

/** Pays the renewals that a queue has due, as is decided of each. */
export const payDueRenewals = async (
  job: Job,
  queue: AccountQueue,
  decide: typeof dueRenewal,
): Promise<Swept> => {
  const restoration = await job.find(restorationRecord, undefined)
  const termsOf = readTerms(job)
  return sweepAccounts(job, {
    queue,
    workers: CHARGES_AT_ONCE,
    longestMs: CHARGE_LONGEST_MS,
    decide: async (account) => decide(account, { terms: await termsOf(account) }, job.now),
    perform: (due, stored, payable) =>
      payRenewal({ job, stored, finished: queue.finish(due), restoration }, payable),
  })
}
