import { exportPayments } from '../../shared/payments/contract.ts'
import { MOST_EXPORTED, paymentsCsv, paymentsExportTooLarge } from '../../shared/payments/export.ts'
import { boundsOf, passing } from '../../shared/payments/filter.ts'
import { paymentRowRecord, salesPartition } from '../../shared/payments/records.ts'
import type { PaymentRow } from '../../shared/payments/views.ts'
import type { Position } from '../../shared/table/table.ts'
import { servePartner } from '../edge/serve.ts'

/** The most rows that one export reads, with any filter. */
const MOST_READ = 20_000
const ROWS_A_PAGE = 1_000

export const handler = servePartner(exportPayments, async ({ input, caller: { partnerId }, page }) => {
  const { customerId } = input
  const passes = passing(input) ?? (() => true)
  const payments: PaymentRow[] = []
  let read = 0
  let after: Position | undefined
  do {
    const rows = await page(paymentRowRecord, {
      partition: salesPartition({ partnerId, customerId }),
      newestFirst: true,
      ...boundsOf(input),
      limit: ROWS_A_PAGE,
      ...(after ? { after } : {}),
    })
    payments.push(...rows.items.filter(passes))
    read += rows.items.length
    after = rows.after
    if (payments.length > MOST_EXPORTED || (after && read >= MOST_READ))
      throw paymentsExportTooLarge({ mostPayments: MOST_EXPORTED })
  } while (after)
  return { answer: paymentsCsv(payments) }
})
