import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import { consoleCustomer } from '../../shared/customers/customer.ts'
import { countsOf, passing } from '../../shared/customers/listing.ts'
import { customerRowPartition, customerRowRecord, type CustomerRow } from '../../shared/customers/records.ts'
import type { Position } from '../../shared/table/table.ts'
import { openPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

/** The most rows that one page reads, with any filter (R12). */
const MOST_ROWS = 1_000

export const handler = servePartner(listConsoleCustomers, async ({ input, caller, now, page }) => {
  const partition = customerRowPartition(caller.partnerId)
  const { cursor, limit, ...filter } = input
  const { query, next } = openPage(listConsoleCustomers, caller, input)
  const isFirst = cursor === undefined
  const isFiltered = Object.values(filter).some((wanted) => wanted !== undefined)

  const lineOf = ({ summary }: CustomerRow) => consoleCustomer(summary, now)
  const passes = passing(filter, now)
  const isShown = (row: CustomerRow) => row.accessStatus === 'granted' && passes(lineOf(row))
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
  const granted = rows.filter(({ accessStatus }) => accessStatus === 'granted')
  return {
    answer: {
      items: items.map(lineOf),
      ...next(last ? { ...customerRowRecord.key(last) } : after),
      ...(isFirst
        ? { counts: { ...countsOf(granted.map(lineOf), now), complete: after === undefined } }
        : {}),
    },
  }
})
