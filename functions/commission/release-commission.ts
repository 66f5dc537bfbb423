import { releaseCommission } from '../../shared/commission/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { releaseCommissions } from '../work/release-commissions.ts'

export const handler = serveSchedule(releaseCommission, async (job) => {
  const { done, postponed } = await releaseCommissions(job)
  return { done, postponed }
})
