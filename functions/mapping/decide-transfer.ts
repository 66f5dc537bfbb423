import { customerRecord } from '../../shared/customers/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { transferWithoutMove } from '../../shared/mapping/changes.ts'
import { decideTransfer } from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { keep, objected, transferNotFound, type Transfer } from '../../shared/mapping/transfer.ts'
import { transferView } from '../../shared/mapping/transfer-view.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import { serveStaff } from '../edge/serve.ts'
import { transferCompletion } from '../edge/transfer-completion.ts'

const reads = { transfer: transferRecord.or(transferNotFound) }

export const handler = serveStaff(decideTransfer, reads, async (request) => {
  const { input, caller, now, get } = request
  const { note } = input
  const transfer = objected(request.transfer, now)
  const decided = (closed: Transfer, customer: Customer) => {
    const words = { ...wordsOf(transfer), outcome: closed.state, note }
    return [
      ...toAllSides('transfer-decided', customer, transfer, words),
      tellSupport('team-transfer-decided', caller.email, words),
    ]
  }
  if (input.decision === 'complete') {
    const { closed, customer, changes, outbox } = await transferCompletion(request, transfer, now, note)
    return { answer: transferView(closed), changes, outbox: [...outbox, ...decided(closed, customer)] }
  }
  const kept = keep(transfer, now, note)
  const customer = await get(customerRecord, transfer)
  return {
    answer: transferView(kept),
    changes: transferWithoutMove(transfer, kept, customer),
    outbox: decided(kept, customer),
  }
})
