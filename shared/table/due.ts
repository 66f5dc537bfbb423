import * as z from 'zod'
import { Instant } from '../kernel/time.ts'
import type { JobOf, Kind } from './kinds.ts'
import { row, type Change } from './record.ts'
import type { Attributes, Condition, Key, Table } from './table.ts'

/** Into how many partitions each job's due items are spread; may only grow, as the sweeps ask each of them. */
const DUE_SHARDS = 8

const shardOf = (id: string): number => {
  let hash = 0
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  return hash % DUE_SHARDS
}

/** Where an item stands in the due index of a job. */
export const dueAttributes = (job: string, id: string, dueAt: Instant): Attributes => ({
  duePk: partition(job, shardOf(id)),
  dueSk: `${dueAt}#${id}`,
})

const partition = (job: string, shard: number): string => `DUE#${job}#${shard}`

/** Something that comes due: whose it is and when. */
export interface Due<Id extends string> {
  readonly id: Id
  readonly dueAt: Instant
}

/** The due items of one job: how those that have come due are found, and how one is put off. */
export interface DueRecord<Id extends string> {
  readonly dueBy: (table: Table, at: Instant, limitEach: number) => Promise<Due<Id>[]>
  readonly put: (due: Due<Id>, condition?: Condition) => Change
}

interface DueShape<K extends Kind, S extends z.ZodType<string>> {
  readonly kind: K
  readonly job: JobOf<K>
  readonly id: S
}

/** Finds what is due by an instant for a job, at most so many of each partition, the longest due first. */
export const dueFinder =
  <S extends z.ZodType<string>>(job: string, id: S) =>
  async (table: Table, at: Instant, limitEach: number): Promise<Due<z.output<S>>[]> => {
    const pages = await Promise.all(
      Array.from({ length: DUE_SHARDS }, (_, shard) =>
        table.query({ index: 'due', partition: partition(job, shard), upTo: `${at}#~`, limit: limitEach }),
      ),
    )
    return pages
      .flatMap(({ items }) => items)
      .map((item) => {
        const [dueAt, ownerId] = z.object({ dueSk: z.string() }).parse(item).dueSk.split('#')
        return { id: id.parse(ownerId), dueAt: Instant.parse(dueAt) }
      })
      .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  }

/** The one due item that a job has for an id, in a partition of its own: put when the work gets a due date, deleted when it is done, in the commit that causes either. */
export const dueRow = <const K extends Kind, S extends z.ZodType<string>>({
  kind,
  job,
  id,
}: DueShape<K, S>) => ({
  ...row({
    kind,
    schema: z.object({ id: z.string(), dueAt: Instant }),
    key: (of: { readonly id: z.output<S> }): Key => ({ pk: `DUE#${job}#${of.id}`, sk: 'DUE' }),
    index: (item) => dueAttributes(job, item.id, item.dueAt),
  }),
  dueBy: dueFinder(job, id),
})
