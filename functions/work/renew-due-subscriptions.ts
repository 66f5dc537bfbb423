import { dueRenewal } from '../../shared/billing/due-work.ts'
import { renewalDueRecord } from '../../shared/billing/records.ts'
import type { Job } from '../edge/job.ts'
import { payDueRenewals } from './pay-due-renewals.ts'
import type { Swept } from './sweep.ts'

/** Renews the subscriptions that are due, each by one period a run, however often it runs: it is charged, goes past due, or falls to `free` (R37, R41, R45). */
export const renewDueSubscriptions = (job: Job): Promise<Swept> =>
  payDueRenewals(job, renewalDueRecord, dueRenewal)
