import type { OutboxEntry } from '../../shared/notifications/outbox.ts'
import { effectMoved } from '../../shared/notifications/records.ts'
import type { Job } from '../edge/job.ts'
import { log } from '../edge/log.ts'

const LOGGED: Readonly<Partial<Record<OutboxEntry['state'], string>>> = {
  pending: 'effect-put-off',
  uncertain: 'effect-uncertain',
  failed: 'effect-failed',
}

/** A mail is put off because of the mail service, which an alarm tells; any other effect that is pending again just goes on. */
const outcomeOf = ({ state, effect }: OutboxEntry): string | undefined =>
  state === 'pending' && effect.kind !== 'mail' ? 'effect-continues' : LOGGED[state]

/** Stores the result of an attempt. One that is tried again, or that staff must decide about, is logged, and alarms count these lines. */
export const settleEffect = async (
  job: Pick<Job, 'commit'>,
  from: OutboxEntry,
  to: OutboxEntry,
): Promise<void> => {
  const outcome = outcomeOf(to)
  if ((await job.commit([effectMoved(from, to)])) && outcome)
    log({ operation: 'deliver', requestId: to.outboxId, outcome, milliseconds: 0 })
}
