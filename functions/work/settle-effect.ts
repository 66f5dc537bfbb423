import type { OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { log } from '../edge/log.ts'

/** Stores the result of an attempt. A result that staff must decide about is logged, and an alarm counts these lines. */
export const settleEffect = async (job: Job, from: OutboxEntry, to: OutboxEntry): Promise<void> => {
  if (!(await job.commit([effectMoved(from, to)]))) return
  if (to.state === 'uncertain' || to.state === 'failed')
    log({ operation: 'deliver', requestId: to.outboxId, outcome: `effect-${to.state}`, milliseconds: 0 })
}
