import type { CustomerLine } from '../../shared/customers/customer.ts'
import { countsOf, passing, type ListingFilter } from '../../shared/customers/listing.ts'
import { customerRowPartition, customerRowRecord, type CustomerRow } from '../../shared/customers/records.ts'
import type { Caller } from '../../shared/kernel/caller.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position } from '../../shared/table/table.ts'
import { openPage } from './pages.ts'

/** The most rows that one page reads, with any filter (R12). */
const MOST_ROWS = 1_000

interface Listing extends Pick<ItemReader<never, 'customerRow'>, 'page'> {
  readonly input: ListingFilter & { readonly cursor?: string | undefined; readonly limit: number }
  readonly caller: Caller & { readonly partnerId: PartnerId }
  readonly now: Instant
}

/** Which of a partner's customers are listed, and how each is shown. */
interface Shown<Line> {
  readonly isListed: (row: CustomerRow) => boolean
  readonly lineOf: (row: CustomerRow) => Line
}

/** Answers a page of the partner's own customers that pass the filter, newest first; the first page with the counts of each filter over the newest 1,000 (R12, R13). */
export const customersListed = async <Line extends CustomerLine>(
  operation: { readonly name: string },
  { input, caller, now, page }: Listing,
  { isListed, lineOf }: Shown<Line>,
) => {
  const partition = customerRowPartition(caller.partnerId)
  const { cursor, limit, ...filter } = input
  const { query, next } = openPage(operation, caller, input)
  const isFirst = cursor === undefined
  const isFiltered = Object.values(filter).some((wanted) => wanted !== undefined)

  const passes = passing(filter, now)
  const isShown = (row: CustomerRow) => isListed(row) && passes(lineOf(row))
  const rows: CustomerRow[] = []
  let after: Position | undefined = query.after && { ...query.after, pk: partition }
  do {
    const read = await page(customerRowRecord, {
      partition,
      newestFirst: true,
      limit: isFirst || isFiltered ? MOST_ROWS - rows.length : Math.min(limit + 1, MOST_ROWS - rows.length),
      ...(after ? { after } : {}),
    })
    rows.push(...read.items)
    after = read.after
  } while (after && rows.length < MOST_ROWS && (isFirst || rows.filter(isShown).length <= limit))

  const shown = rows.filter(isShown)
  const items = shown.slice(0, limit)
  const last = shown.length > limit ? items.at(-1) : undefined
  return {
    answer: {
      items: items.map(lineOf),
      ...next(last ? { ...customerRowRecord.key(last) } : after),
      ...(isFirst
        ? { counts: { ...countsOf(rows.filter(isListed).map(lineOf), now), complete: after === undefined } }
        : {}),
    },
  }
}
