import { remindOfTrialEnd } from '../../shared/trials/contract.ts'
import { remindOfTrialEnds } from '../work/remind-of-trial-ends.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(remindOfTrialEnd, async (job) => {
  const { done, postponed } = await remindOfTrialEnds(job)
  return { reminded: done, postponed }
})
