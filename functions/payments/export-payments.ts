import { boundsOf } from '../../shared/kernel/days.ts'
import { exportPayments } from '../../shared/payments/contract.ts'
import { MOST_EXPORTED, paymentsCsv, paymentsExportTooLarge } from '../../shared/payments/export.ts'
import { passing } from '../../shared/payments/filter.ts'
import { paymentRowRecord, salesPartition } from '../../shared/payments/records.ts'
import { exportedRows } from '../edge/exported-rows.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(exportPayments, async ({ input, caller: { partnerId }, page }) => {
  const partition = salesPartition({ partnerId, customerId: input.customerId })
  const passes = passing(input) ?? (() => true)
  const payments = await exportedRows(
    { page },
    paymentRowRecord,
    { partition, ...boundsOf(input) },
    {
      linesOf: (rows) => rows.filter(passes),
      mostLines: MOST_EXPORTED,
      tooLarge: () => paymentsExportTooLarge({ mostPayments: MOST_EXPORTED }),
    },
  )
  return { answer: paymentsCsv(payments) }
})
