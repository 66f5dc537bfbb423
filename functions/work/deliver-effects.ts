import { effectQueue, outboxEntryRecord } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { deliverEffect } from './deliver-effect.ts'
import { sweep, type Swept } from './sweep.ts'

/** A mail waits for the mail service, not for the processor. */
const WORKERS = 16

/** Delivers the effects that are due by real time: those that the stream did not deliver, that failed for a while, or whose attempt died. */
export const deliverEffects = (job: Job): Promise<Swept> =>
  sweep(job, {
    queue: effectQueue,
    workers: WORKERS,
    at: realNow(),
    lookUp: (ids) =>
      job.findAll(
        outboxEntryRecord,
        ids.map((outboxId) => ({ outboxId })),
      ),
    handle: async ({ dueAt }, entry) => (entry?.dueAt === dueAt ? deliverEffect(job, entry) : false),
  })
