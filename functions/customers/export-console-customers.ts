import { exportConsoleCustomers } from '../../shared/customers/contract.ts'
import { consoleCustomer } from '../../shared/customers/customer.ts'
import { customersCsv, exportTooLarge, MOST_EXPORTED } from '../../shared/customers/export.ts'
import { passing } from '../../shared/customers/listing.ts'
import { customerRowPartition, customerRowRecord } from '../../shared/customers/records.ts'
import { exportedRows } from '../edge/exported-rows.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(exportConsoleCustomers, async ({ input: filter, caller, now, page }) => {
  const partition = customerRowPartition(caller.partnerId)
  const passes = passing(filter, now)
  const lines = await exportedRows(
    { page },
    customerRowRecord,
    { partition },
    {
      linesOf: (rows) =>
        rows
          .filter(({ accessStatus }) => accessStatus === 'granted')
          .map(({ summary }) => consoleCustomer(summary, now))
          .filter(passes),
      mostLines: MOST_EXPORTED,
      tooLarge: () => exportTooLarge({ mostCustomers: MOST_EXPORTED }),
    },
  )
  return { answer: customersCsv(lines) }
})
