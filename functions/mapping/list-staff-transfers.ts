import { listStaffTransfers } from '../../shared/mapping/contract.ts'
import { transferListing, transferRecord } from '../../shared/mapping/records.ts'
import { transferView } from '../../shared/mapping/transfer-view.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listStaffTransfers, (request) =>
  answerPage(
    listStaffTransfers,
    request,
    transferRecord,
    { index: 'listing', partition: transferListing(request.input.state) },
    transferView,
  ),
)
