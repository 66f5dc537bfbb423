import { plusMillis } from '../../shared/kernel/time.ts'
import { disputeDueRecord } from '../../shared/payments/refund-records.ts'
import type { Job } from '../edge/job.ts'
import { ProviderUnavailable } from '../outside/payments/client.ts'
import { realNow } from '../outside/real-now.ts'
import { decideDispute } from './decide-dispute.ts'
import { CHARGE_LONGEST_MS } from './pay-renewal.ts'
import type { Resolved } from './resolve-open-payments.ts'
import { sweep } from './sweep.ts'

const AGAIN_AFTER_MS = 10 * 60_000

/** What is decided on a dispute; it waits, too, while the provider does not tell. */
const decidedOn = async (job: Job, dispute: string) => {
  try {
    return await decideDispute(job, dispute, job.now)
  } catch (thrown) {
    if (thrown instanceof ProviderUnavailable) return { is: 'waiting' } as const
    throw thrown
  }
}

/** Records the lost disputes whose payment has nothing open any more, each once, and puts the others off (R46). */
export const resolveWaitingDisputes = async (job: Job): Promise<Resolved> => {
  let open = 0
  const queue = disputeDueRecord
  const swept = await sweep(job, {
    queue,
    at: realNow(),
    longestMs: CHARGE_LONGEST_MS,
    lookUp: async (ids) => ids.map(() => undefined),
    handle: async (due) => {
      const decided = await decidedOn(job, due.id)
      if (decided.is === 'waiting') {
        open += 1
        await job.commit([queue.move(due, plusMillis(realNow(), AGAIN_AFTER_MS))])
        return false
      }
      if (decided.is === 'foreign') {
        await job.commit([queue.finish(due)])
        return false
      }
      const isDone = await job.commit([...decided.changes, queue.finish(due)], decided.outbox)
      if (isDone && decided.alarmed) job.alarmed(decided.alarmed)
      return isDone
    },
  })
  return { ...swept, open }
}
