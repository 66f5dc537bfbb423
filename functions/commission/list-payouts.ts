import { listPayouts } from '../../shared/commission/contract.ts'
import { payoutRowPartition, payoutRowRecord } from '../../shared/commission/records.ts'
import { answerPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listPayouts, (request) =>
  answerPage(
    listPayouts,
    request,
    payoutRowRecord,
    { partition: payoutRowPartition(request.caller.partnerId), newestFirst: true },
    ({ partnerId: _own, ...payout }) => payout,
  ),
)
