import type { Kind } from '../../shared/table/kinds.ts'
import type { Problem } from '../../shared/kernel/problem.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Position, Query } from '../../shared/table/table.ts'

/** The most rows that one export reads, with any filter. */
const MOST_READ = 20_000
const ROWS_A_PAGE = 1_000

interface Exported<Item, Line> {
  /** The lines of a page of rows, of those that pass. */
  readonly linesOf: (items: readonly Item[]) => readonly Line[]
  readonly mostLines: number
  readonly tooLarge: () => Problem
}

/** All lines of a list for one file, newest first unless told; refuses more than it holds, never cuts. */
export const exportedRows = async <K extends Kind, Item, Line>(
  { page }: Pick<ItemReader<never, K>, 'page'>,
  record: LookUp<K, Item, never>,
  query: Omit<Query, 'limit' | 'after'>,
  { linesOf, mostLines, tooLarge }: Exported<Item, Line>,
): Promise<Line[]> => {
  const lines: Line[] = []
  let read = 0
  let after: Position | undefined
  do {
    const rows = await page(record, {
      newestFirst: true,
      ...query,
      limit: ROWS_A_PAGE,
      ...(after ? { after } : {}),
    })
    lines.push(...linesOf(rows.items))
    read += rows.items.length
    after = rows.after
    if (lines.length > mostLines || (after && read >= MOST_READ)) throw tooLarge()
  } while (after)
  return lines
}
