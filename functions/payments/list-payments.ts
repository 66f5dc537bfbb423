import { boundsOf } from '../../shared/kernel/days.ts'
import { listPayments } from '../../shared/payments/contract.ts'
import { passing } from '../../shared/payments/filter.ts'
import { paymentRowRecord, salesPartition } from '../../shared/payments/records.ts'
import { listedPayment } from '../../shared/payments/views.ts'
import { openPage } from '../edge/pages.ts'
import { passingPage } from '../edge/passing-page.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listPayments, async ({ input, caller, page }) => {
  const { query, next } = openPage(listPayments, caller, input)
  const { partnerId } = caller
  const { customerId } = input
  const { items, after } = await passingPage(
    { page },
    paymentRowRecord,
    {
      partition: salesPartition({ partnerId, customerId }),
      newestFirst: true,
      ...boundsOf(input),
      ...query,
    },
    { passes: passing(input), positionOf: (row) => ({ ...paymentRowRecord.key(row) }) },
  )
  return { answer: { items: items.map(listedPayment), ...next(after) } }
})
