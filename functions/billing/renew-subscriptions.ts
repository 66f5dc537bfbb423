import { renewSubscriptions } from '../../shared/billing/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { renewDueSubscriptions } from '../work/renew-due-subscriptions.ts'

export const handler = serveSchedule(renewSubscriptions, async (job) => {
  const { done, postponed } = await renewDueSubscriptions(job)
  return { done, postponed }
})
