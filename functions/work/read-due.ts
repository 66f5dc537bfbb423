import { Problem } from '../../shared/kernel/problem.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { Due, DueQueue } from '../../shared/table/due.ts'
import type { Position, StoredItem } from '../../shared/table/table.ts'
import type { Job } from '../edge/job.ts'

/** The most due items that are read before they are looked up together: as many keys as one batch read takes. */
const BATCH = 100

/** Which items are due, and how their subjects are read. */
export interface DueWork<Id extends string, Subject> {
  readonly queue: DueQueue<Id>
  /** The instant by which they are due. */
  readonly at: Instant
  /** Reads the subject of each item of a batch, in their order, in as few round trips as possible. */
  readonly lookUp: (ids: readonly Id[]) => Promise<readonly (Subject | undefined)[]>
  /** How long the work of one item may take, so that none is begun too late; 5 seconds by default. */
  readonly longestMs?: number
}

interface Found<Id extends string, Subject> {
  readonly due: Due<Id>
  /** Its subject; throws if that cannot be read. */
  readonly subject: () => Subject | undefined
}

/** Looks up a batch; if one of its items cannot be read, the batch is halved until that item is alone. */
const lookUpEach = async <Id extends string, Subject>(
  dues: readonly Due<Id>[],
  lookUp: DueWork<Id, Subject>['lookUp'],
): Promise<Found<Id, Subject>[]> => {
  try {
    const subjects = await lookUp(dues.map(({ id }) => id))
    return dues.map((due, place) => ({ due, subject: () => subjects[place] }))
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    const fail = () => {
      throw thrown
    }
    if (dues.length === 1) return dues.map((due) => ({ due, subject: fail }))
    const half = Math.ceil(dues.length / 2)
    const halves = [dues.slice(0, half), dues.slice(half)]
    return (await Promise.all(halves.map((part) => lookUpEach(part, lookUp)))).flat()
  }
}

/**
 * Reads the due items in the shards of a job, with their subjects, while there is time; returns whether it read all of them.
 * Each shard is read once from its first item to its last, by position, as the index lags: an item that it still lists, or does not
 * list yet, does not end the run. The shards are read together, and no more than one batch is kept in memory.
 */
export async function* readDue<Id extends string, Subject>(
  job: Job,
  { queue, at, lookUp, longestMs }: DueWork<Id, Subject>,
  unreadable: (item: StoredItem, thrown: unknown) => void,
): AsyncGenerator<Found<Id, Subject>, boolean> {
  const parsed = (item: StoredItem): Due<Id>[] => {
    try {
      return [queue.parseDue(item)]
    } catch (thrown) {
      unreadable(item, thrown)
      return []
    }
  }
  const { first, last } = job.shards
  let open: { readonly shard: number; readonly after?: Position }[] = Array.from(
    { length: last - first + 1 },
    (_, place) => ({ shard: first + place }),
  )
  while (open.length > 0) {
    if (!job.hasTime(longestMs)) return false
    const limit = Math.floor(BATCH / open.length)
    const pages = await Promise.all(
      open.map(({ shard, after }) => queue.page(job.table, { shard, at, limit, after })),
    )
    const dues = pages
      .flatMap(({ items }) => items.flatMap(parsed))
      .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
    for (const found of dues.length > 0 ? await lookUpEach(dues, lookUp) : []) {
      if (!job.hasTime(longestMs)) return false
      yield found
    }
    open = open.flatMap(({ shard }, place) => {
      const after = pages[place]?.after
      return after ? [{ shard, after }] : []
    })
  }
  return true
}
