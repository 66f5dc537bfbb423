import { expireTrials } from '../../shared/trials/contract.ts'
import { recordTrialEnds } from '../../shared/trials/sweeps.ts'
import { serveSchedule } from '../serve-event.ts'

export const handler = serveSchedule(expireTrials, async (job) => {
  const { done, postponed } = await recordTrialEnds(job)
  return { recorded: done, postponed }
})
