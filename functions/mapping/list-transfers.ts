import { listTransfers } from '../../shared/mapping/contract.ts'
import { transferRecord, transferRowPartition, transferRowRecord } from '../../shared/mapping/records.ts'
import { transferLine } from '../../shared/mapping/transfer-view.ts'
import { answerPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listTransfers, (request) => {
  const { caller, get } = request
  const { partnerId } = caller
  return answerPage(
    listTransfers,
    request,
    transferRowRecord,
    { partition: transferRowPartition(partnerId), newestFirst: true },
    async (row) => transferLine(await get(transferRecord, row), partnerId),
  )
})
