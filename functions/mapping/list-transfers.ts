import { listTransfers } from '../../shared/mapping/contract.ts'
import { transferRecord, transferRowPartition, transferRowRecord } from '../../shared/mapping/records.ts'
import { transferLine } from '../../shared/mapping/transfer.ts'
import { openPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listTransfers, async ({ input, caller, page, get }) => {
  const { partnerId } = caller
  const { query, next } = openPage(listTransfers, caller, input)
  const rows = await page(transferRowRecord, {
    partition: transferRowPartition(partnerId),
    newestFirst: true,
    ...query,
  })
  const transfers = await Promise.all(rows.items.map((row) => get(transferRecord, row)))
  return {
    answer: {
      items: transfers.map((transfer) => transferLine(transfer, partnerId)),
      ...next(rows.after),
    },
  }
})
