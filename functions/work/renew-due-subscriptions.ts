import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { dueRenewal } from '../../shared/billing/due-work.ts'
import { renewalDueRecord } from '../../shared/billing/records.ts'
import { restorationRecord } from '../../shared/payments/records.ts'
import type { Job } from '../edge/job.ts'
import { CHARGE_LONGEST_MS, CHARGES_AT_ONCE, payRenewal } from './pay-renewal.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import type { Swept } from './sweep.ts'

/** Renews the subscriptions that are due, each by one period a run, however often it runs: it is charged, goes past due, or falls to `free` (R37, R41, R45). */
export const renewDueSubscriptions = async (job: Job): Promise<Swept> => {
  const restoration = await job.find(restorationRecord, undefined)
  return sweepAccounts(job, {
    queue: renewalDueRecord,
    workers: CHARGES_AT_ONCE,
    longestMs: CHARGE_LONGEST_MS,
    decide: (account) => dueRenewal(account, { terms: DEFAULT_TERMS }, job.now),
    perform: (due, stored, payable) =>
      payRenewal({ job, stored, finished: renewalDueRecord.finish(due), restoration }, payable),
  })
}
