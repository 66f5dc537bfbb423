import { fromMillis } from '../../shared/kernel/time.ts'
import { retryOutbox } from '../../shared/notifications/contract.ts'
import { outboxDueRecord } from '../../shared/notifications/records.ts'
import { deliver } from '../deliver.ts'
import { serveSchedule } from '../serve-event.ts'
import { world } from '../world.ts'

const PER_SHARD = 25

export const handler = serveSchedule(retryOutbox, async (job) => {
  let retried = 0
  for (const { id } of await outboxDueRecord.dueBy(job.table, fromMillis(world.realMs()), PER_SHARD)) {
    if (!job.hasTime()) break
    await deliver(job, id)
    retried += 1
  }
  return { retried }
})
