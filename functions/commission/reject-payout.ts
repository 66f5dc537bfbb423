import { rejectPayout } from '../../shared/commission/contract.ts'
import { payoutRejected } from '../../shared/commission/changes.ts'
import { payoutRecord } from '../../shared/commission/records.ts'
import { payoutNotFound, reject, staffPayout } from '../../shared/commission/payout.ts'
import { tellPartner } from '../../shared/notifications/mail.ts'
import { moneyWord } from '../../shared/notifications/money-word.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { payout: payoutRecord.or(payoutNotFound) }

export const handler = serveStaff(rejectPayout, reads, ({ payout, input, caller, now }) => {
  const { reason } = input
  const rejected = reject(payout, { by: caller.personId, reason }, now)
  const shown = staffPayout(rejected)
  const { partnerId, amount, invoiceReference } = shown
  return {
    answer: shown,
    changes: payoutRejected(payout, rejected),
    outbox: [
      tellPartner('payout-rejected', partnerId, {
        amount: moneyWord(amount),
        invoiceReference,
        note: reason,
      }),
    ],
  }
})
