import { announceRenewals } from '../../shared/billing/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { announceDueRenewals } from '../work/announce-due-renewals.ts'

export const handler = serveSchedule(announceRenewals, async (job) => {
  const { done, postponed } = await announceDueRenewals(job)
  return { done, postponed }
})
