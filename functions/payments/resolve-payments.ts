import { resolvePayments } from '../../shared/payments/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { resolveOpenPayments } from '../work/resolve-open-payments.ts'

export const handler = serveSchedule(resolvePayments, async (job) => {
  const { done, postponed, open } = await resolveOpenPayments(job)
  return { done, postponed, open }
})
