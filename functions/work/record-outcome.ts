import type { Effect } from '../../shared/notifications/outbox.ts'
import type { Change } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'
import { world } from '../outside/world.ts'

const TRIES = 5

/** Records what became of money that was moved, by what is read anew for each try; `false` where that has been done, or other changes came first each time, so that `resolvePayments` does it (R45, R46). */
export const recordOutcome = async (
  job: Job,
  decide: () => Promise<
    { readonly changes: readonly Change[]; readonly outbox: readonly Effect[] } | undefined
  >,
): Promise<boolean> => {
  for (let count = 0; count < TRIES; count += 1) {
    if (count > 0) await world.pause(count)
    const decided = await decide()
    if (!decided) return false
    if (await job.commit(decided.changes, decided.outbox)) return true
  }
  return false
}
