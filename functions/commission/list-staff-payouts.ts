import { listStaffPayouts } from '../../shared/commission/contract.ts'
import { payoutListing, payoutRecord } from '../../shared/commission/records.ts'
import { staffPayout } from '../../shared/commission/payout.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listStaffPayouts, (request) =>
  answerPage(
    listStaffPayouts,
    request,
    payoutRecord,
    { index: 'listing', partition: payoutListing(request.input.state) },
    staffPayout,
  ),
)
