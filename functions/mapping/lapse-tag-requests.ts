import { lapseTagRequests } from '../../shared/mapping/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { lapseRequests } from '../work/lapse-requests.ts'

export const handler = serveSchedule(lapseTagRequests, async (job) => {
  const { done, postponed } = await lapseRequests(job)
  return { lapsed: done, postponed }
})
