import { dueRetry } from '../../shared/billing/due-work.ts'
import { paymentRetryDueRecord } from '../../shared/billing/records.ts'
import type { Job } from '../edge/job.ts'
import { payDueRenewals } from './pay-due-renewals.ts'
import type { Swept } from './sweep.ts'

/** Tries the cards of unpaid renewals again, each once however many tries the clock has jumped over; the period counts from the day of the renewal (R45). */
export const retryDuePayments = (job: Job): Promise<Swept> =>
  payDueRenewals(job, paymentRetryDueRecord, dueRetry)
