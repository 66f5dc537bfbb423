import { endGrace } from '../../shared/billing/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { endGraces } from '../work/end-graces.ts'

export const handler = serveSchedule(endGrace, async (job) => {
  const { done, postponed } = await endGraces(job)
  return { done, postponed }
})
