import { retryPayments } from '../../shared/billing/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { retryDuePayments } from '../work/retry-due-payments.ts'

export const handler = serveSchedule(retryPayments, async (job) => {
  const { done, postponed } = await retryDuePayments(job)
  return { done, postponed }
})
