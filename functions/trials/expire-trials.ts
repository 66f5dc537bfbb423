import { expireTrials } from '../../shared/trials/contract.ts'
import { endTrials } from '../work/end-trials.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(expireTrials, async (job) => {
  const { done, postponed } = await endTrials(job)
  return { recorded: done, postponed }
})
