import { exportConsoleCustomers } from '../../shared/customers/contract.ts'
import { consoleCustomer, type ConsoleCustomer } from '../../shared/customers/customer.ts'
import { customersCsv, exportTooLarge, MOST_EXPORTED } from '../../shared/customers/export.ts'
import { passing } from '../../shared/customers/listing.ts'
import { customerRowPartition, customerRowRecord } from '../../shared/customers/records.ts'
import type { Position } from '../../shared/table/table.ts'
import { servePartner } from '../edge/serve.ts'

/** The most rows of the listing that one export reads, with any filter. */
const MOST_READ = 20_000
const ROWS_A_PAGE = 1_000

export const handler = servePartner(exportConsoleCustomers, async ({ input: filter, caller, now, page }) => {
  const partition = customerRowPartition(caller.partnerId)
  const passes = passing(filter, now)
  const lines: ConsoleCustomer[] = []
  let read = 0
  let after: Position | undefined
  do {
    const rows = await page(customerRowRecord, {
      partition,
      newestFirst: true,
      limit: ROWS_A_PAGE,
      ...(after ? { after } : {}),
    })
    const granted = rows.items.filter(({ accessStatus }) => accessStatus === 'granted')
    const shown = granted.map(({ summary }) => consoleCustomer(summary, now))
    lines.push(...shown.filter(passes))
    read += rows.items.length
    after = rows.after
    if (lines.length > MOST_EXPORTED || (after && read >= MOST_READ))
      throw exportTooLarge({ mostCustomers: MOST_EXPORTED })
  } while (after)
  return { answer: customersCsv(lines) }
})
