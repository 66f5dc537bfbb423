import * as z from 'zod'
import { spread } from '../kernel/spread.ts'
import { Instant } from '../kernel/time.ts'
import type { JobOf, Kind } from './kinds.ts'
import { row, type Change } from './record.ts'
import type { Attributes, Condition, Key, Page, Position, StoredItem, Table } from './table.ts'

/** The number of shards: partitions of the due index over which the items of each job are spread by a hash of their id. It may only grow, as a run reads every shard. */
export const DUE_SHARDS = 8

/** The shards from `first` to `last`, both included, counted from 0. */
export interface ShardRange {
  readonly first: number
  readonly last: number
}

/** Every shard. */
export const ALL_SHARDS: ShardRange = { first: 0, last: DUE_SHARDS - 1 }

const partition = (job: string, shard: number): string => `DUE#${job}#${shard}`

/** The attributes by which an item is in the due index of a job. */
export const dueAttributes = (job: string, id: string, dueAt: Instant): Attributes => ({
  duePk: partition(job, spread(id, DUE_SHARDS)),
  dueSk: `${dueAt}#${id}`,
})

/** Work that is due: the id of its item, and since when. */
export interface Due<Id extends string> {
  readonly id: Id
  readonly dueAt: Instant
}

/** Asks one shard for what is due at an instant, at most `limit` items after a position. */
interface ShardQuery {
  readonly shard: number
  readonly at: Instant
  readonly limit: number
  readonly after: Position | undefined
}

/** The due items of one job. */
export interface DueQueue<Id extends string> {
  /** A page of the keys of what is due in a shard, earliest first; the index lags, so new items may be missing and deleted ones still listed. */
  readonly page: (table: Table, query: ShardQuery) => Promise<Page<StoredItem>>
  /** What a listed key says is due; a key that does not parse is a defect. */
  readonly parseDue: (item: StoredItem) => Due<Id>
  /** Makes an item due at another instant, only where it is still due as it was read. */
  readonly move: (due: Due<Id>, dueAt: Instant) => Change
}

/** Reads the due index of a job. */
export const dueReader = <S extends z.ZodType<string>>(job: string, id: S) => ({
  page: (table: Table, { shard, at, limit, after }: ShardQuery): Promise<Page<StoredItem>> =>
    table.query({
      index: 'due',
      partition: partition(job, shard),
      upTo: `${at}#~`,
      limit,
      ...(after ? { after } : {}),
    }),
  parseDue: (item: StoredItem): Due<z.output<S>> => {
    const [dueAt, ownId] = String(item['dueSk']).split('#')
    return { id: id.parse(ownId), dueAt: Instant.parse(dueAt) }
  },
})

interface DueShape<K extends Kind, S extends z.ZodType<string>> {
  readonly kind: K
  readonly job: JobOf<K>
  readonly id: S
}

/** The one due item that a job has for an id, in a partition of its own: put when the work gets a due date, deleted when it is done, in the commit that causes either. */
export const dueRow = <const K extends Kind, S extends z.ZodType<string>>({
  kind,
  job,
  id,
}: DueShape<K, S>) => {
  type Own = Due<z.output<S>>
  const rows = /* @__PURE__ */ row({
    kind,
    schema: z.object({ id: z.string(), dueAt: Instant }),
    key: (of: { readonly id: z.output<S> }): Key => ({ pk: `DUE#${job}#${of.id}`, sk: 'DUE' }),
    index: (item) => dueAttributes(job, item.id, item.dueAt),
  })
  const asRead = ({ dueAt }: Own): Condition => ({ equals: { dueAt } })
  return {
    ...rows,
    ...dueReader(job, id),
    move: (due: Own, dueAt: Instant): Change<K> => rows.put({ id: due.id, dueAt }, asRead(due)),
    /** Deletes the item, only where it is still due as it was read. */
    finish: (due: Own): Change<K> => rows.remove(due, asRead(due)),
  }
}
