import { retryOutbox } from '../../shared/notifications/contract.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { deliverEffects } from '../work/deliver-effects.ts'

export const handler = serveSchedule(retryOutbox, async (job) => {
  const { done, postponed } = await deliverEffects(job)
  return { retried: done, postponed }
})
