import { fromMillis, plusMillis } from '../../shared/kernel/time.ts'
import { retryOutbox } from '../../shared/notifications/contract.ts'
import { effectsDueBy, putOff } from '../../shared/notifications/records.ts'
import { deliver } from '../work/deliver-effects.ts'
import { serveSchedule } from '../edge/serve-event.ts'
import { world } from '../outside/world.ts'

const PER_SHARD = 25
const PUT_OFF_MS = 10 * 60_000

export const handler = serveSchedule(retryOutbox, async (job) => {
  const now = fromMillis(world.realMs())
  let retried = 0
  let postponed = 0
  for (const due of await effectsDueBy(job.table, now, PER_SHARD)) {
    if (!job.hasTime()) break
    try {
      await deliver(job, due.id)
      retried += 1
    } catch (thrown) {
      job.postponed(due.id, thrown)
      await job.commit([putOff(due, plusMillis(now, PUT_OFF_MS))])
      postponed += 1
    }
  }
  return { retried, postponed }
})
