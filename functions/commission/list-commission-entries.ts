import { listCommissionEntries } from '../../shared/commission/contract.ts'
import { commissionEntry } from '../../shared/commission/entry.ts'
import { commissionPartition, ledgerEventRecord } from '../../shared/ledger/records.ts'
import { boundsOf } from '../../shared/kernel/days.ts'
import { answerPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listCommissionEntries, (request) =>
  answerPage(
    listCommissionEntries,
    request,
    ledgerEventRecord,
    {
      index: 'listing',
      partition: commissionPartition(request.caller.partnerId),
      newestFirst: true,
      ...boundsOf(request.input),
    },
    commissionEntry,
  ),
)
