import type { Kind } from '../../shared/table/kinds.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Page, Position, Query } from '../../shared/table/table.ts'
import { MOST_ROWS } from './rows-to-read.ts'

interface Passing<Item> {
  /** Absent where every item passes. */
  readonly passes: ((item: Item) => boolean) | undefined
  /** Where the query goes on after an item. */
  readonly positionOf: (item: Item) => Position
}

/** A page of the items of a query that pass; it reads at most 1,000, then says where to go on, even where none has passed. */
export const passingPage = async <K extends Kind, Item>(
  { page }: Pick<ItemReader<never, K>, 'page'>,
  record: LookUp<K, Item, never>,
  { limit, after: from, ...query }: Query,
  { passes, positionOf }: Passing<Item>,
): Promise<Page<Item>> => {
  const passed: Item[] = []
  let rows = 0
  let after = from
  do {
    const read = await page(record, {
      ...query,
      limit: passes ? MOST_ROWS - rows : limit - rows,
      ...(after ? { after } : {}),
    })
    passed.push(...(passes ? read.items.filter(passes) : read.items))
    rows += read.items.length
    after = read.after
  } while (after && rows < MOST_ROWS && passed.length < limit)
  const last = passed.length > limit ? passed[limit - 1] : undefined
  const next = last ? positionOf(last) : after
  return { items: passed.slice(0, limit), ...(next ? { after: next } : {}) }
}
