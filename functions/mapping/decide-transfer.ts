import { customerRecord } from '../../shared/customers/records.ts'
import { transferWithoutMove } from '../../shared/mapping/changes.ts'
import { decideTransfer } from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import { keep, objected, transferNotFound, transferView } from '../../shared/mapping/transfer.ts'
import { serveStaff } from '../edge/serve.ts'
import { transferCompletion } from '../edge/transfer-completion.ts'

const reads = { transfer: transferRecord.or(transferNotFound) }

export const handler = serveStaff(decideTransfer, reads, async (request) => {
  const { input, caller, now, get } = request
  const { note } = input
  const transfer = objected(request.transfer, now)
  const told = (outcome: 'completed' | 'kept' | 'cancelled') =>
    tellSupport('team-transfer-decided', caller.email, { ...wordsOf(transfer), outcome, note })
  if (input.decision === 'complete') {
    const { closed, changes, outbox } = await transferCompletion(request, transfer, now, note)
    return { answer: transferView(closed), changes, outbox: [...outbox, told(closed.state)] }
  }
  const kept = keep(transfer, now, note)
  const customer = await get(customerRecord, transfer)
  return {
    answer: transferView(kept),
    changes: transferWithoutMove(transfer, kept, customer),
    outbox: [
      ...toAllSides('transfer-kept', customer, transfer, { ...wordsOf(transfer), note }),
      told(kept.state),
    ],
  }
})
