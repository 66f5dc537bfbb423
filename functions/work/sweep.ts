import type { Due, DueRecord } from '../../shared/table/due.ts'
import type { Job } from '../edge/job.ts'
import { plusMillis } from '../../shared/kernel/time.ts'

const PER_SHARD = 12
const AT_ONCE = 8
const POSTPONED_MS = 10 * 60_000

/** What a sweep did. */
export interface Swept {
  readonly done: number
  /** Could not be done and is tried again later. */
  readonly postponed: number
  /** Whether more is due than this run took. */
  readonly more: boolean
}

/** How due things of one kind are taken up. */
interface Sweep<Id extends string, Subject> {
  readonly dues: DueRecord<Id>
  /** What a batch of due things is about, in their order, in as few round trips as may be. */
  readonly look: (ids: readonly Id[]) => Promise<readonly Subject[]>
  /** Takes one up; `true` when something was done, `false` when there was nothing to do or it moved meanwhile. */
  readonly take: (due: Due<Id>, subject: Subject) => Promise<boolean>
}

/** Takes up what is due, shard by shard, a few things at once, each at most once a run; what fails is pushed back so that it starves nothing. */
export const sweep = async <Id extends string, Subject>(
  job: Job,
  { dues, look, take }: Sweep<Id, Subject | undefined>,
): Promise<Swept> => {
  const seen = new Set<string>()
  let done = 0
  let postponed = 0
  for (;;) {
    const found = await dues.dueBy(job.table, job.now, PER_SHARD)
    const fresh = found.filter(({ id }) => !seen.has(id))
    if (fresh.length === 0) return { done, postponed, more: false }
    // Where one of a batch cannot be read, each is read alone, so that it holds up no other.
    const subjects = await look(fresh.map(({ id }) => id)).catch(() => undefined)
    const takeUp = async (due: Due<Id>, index: number): Promise<void> => {
      seen.add(due.id)
      try {
        const subject = subjects ? subjects[index] : (await look([due.id]))[0]
        if (await take(due, subject)) done += 1
      } catch (thrown) {
        postponed += 1
        job.postponed(due.id, thrown)
        const later = plusMillis(job.now, POSTPONED_MS)
        await job.commit([dues.put({ id: due.id, dueAt: later }, { equals: { dueAt: due.dueAt } })])
      }
    }
    for (let first = 0; first < fresh.length; first += AT_ONCE) {
      if (!job.hasTime()) return { done, postponed, more: true }
      await Promise.all(fresh.slice(first, first + AT_ONCE).map((due, place) => takeUp(due, first + place)))
    }
    if (found.length < PER_SHARD) return { done, postponed, more: false }
  }
}
