import { remindOfTrialEnd } from '../../shared/trials/contract.ts'
import { remindOfTrialEnds } from '../../shared/trials/sweeps.ts'
import { serveSchedule } from '../serve-event.ts'

export const handler = serveSchedule(remindOfTrialEnd, async (job) => {
  const { done, postponed } = await remindOfTrialEnds(job)
  return { reminded: done, postponed }
})
