import { listTransfers } from '../../shared/mapping/contract.ts'
import { transferRecord, transferRowPartition, transferRowRecord } from '../../shared/mapping/records.ts'
import { transferLine } from '../../shared/mapping/transfer.ts'
import { openPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listTransfers, async ({ input, caller, page, findAll }) => {
  const { partnerId } = caller
  const { query, next } = openPage(listTransfers, caller, input)
  const rows = await page(transferRowRecord, {
    partition: transferRowPartition(partnerId),
    newestFirst: true,
    ...query,
  })
  const transfers = await findAll(transferRecord, rows.items)
  return {
    answer: {
      items: transfers.flatMap((transfer) => (transfer ? transferLine(transfer, partnerId) : [])),
      ...next(rows.after),
    },
  }
})
