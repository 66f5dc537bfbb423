import { transferWithoutMove } from '../../shared/mapping/changes.ts'
import { cancelTransfer } from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { cancel, open, transferNotFound } from '../../shared/mapping/transfer.ts'
import { transferView } from '../../shared/mapping/transfer-view.ts'
import { serveOrganization } from '../edge/serve.ts'

const reads = { transfer: transferRecord.or(transferNotFound) }

export const handler = serveOrganization(cancelTransfer, reads, ({ transfer, customer, now }) => {
  if (transfer.customerId !== customer.customerId) throw transferNotFound()
  const cancelReason = 'consent-withdrawn'
  const cancelled = cancel(open(transfer, now), cancelReason, now)
  return {
    answer: transferView(cancelled),
    changes: transferWithoutMove(transfer, cancelled, customer),
    outbox: toAllSides('transfer-cancelled', customer, transfer, { ...wordsOf(transfer), cancelReason }),
  }
})
