import { expireTrials } from '../../shared/trials/contract.ts'
import { recordTrialEnds } from '../work/end-trials.ts'
import { serveSchedule } from '../edge/serve-event.ts'

export const handler = serveSchedule(expireTrials, async (job) => {
  const { done, postponed } = await recordTrialEnds(job)
  return { recorded: done, postponed }
})
