import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { dueRetry } from '../../shared/billing/due-work.ts'
import { paymentRetryDueRecord } from '../../shared/billing/records.ts'
import { restorationRecord } from '../../shared/payments/records.ts'
import type { Job } from '../edge/job.ts'
import { CHARGE_LONGEST_MS, CHARGES_AT_ONCE, payRenewal } from './pay-renewal.ts'
import { sweepAccounts } from './sweep-accounts.ts'
import type { Swept } from './sweep.ts'

/** Tries the cards of unpaid renewals again, each once however many tries the clock has jumped over; the period counts from the day of the renewal (R45). */
export const retryDuePayments = async (job: Job): Promise<Swept> => {
  const restoration = await job.find(restorationRecord, undefined)
  return sweepAccounts(job, {
    queue: paymentRetryDueRecord,
    workers: CHARGES_AT_ONCE,
    longestMs: CHARGE_LONGEST_MS,
    decide: (account) => dueRetry(account, { terms: DEFAULT_TERMS }, job.now),
    perform: (due, stored, payable) =>
      payRenewal({ job, stored, finished: paymentRetryDueRecord.finish(due), restoration }, payable),
  })
}
