import type { OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { log } from '../edge/log.ts'

const LOGGED: Readonly<Partial<Record<OutboxEntry['state'], string>>> = {
  pending: 'effect-put-off',
  uncertain: 'effect-uncertain',
  failed: 'effect-failed',
}

/** Stores the result of an attempt. One that is tried again, or that staff must decide about, is logged, and alarms count these lines. */
export const settleEffect = async (job: Job, from: OutboxEntry, to: OutboxEntry): Promise<void> => {
  const outcome = LOGGED[to.state]
  if ((await job.commit([effectMoved(from, to)])) && outcome)
    log({ operation: 'deliver', requestId: to.outboxId, outcome, milliseconds: 0 })
}
