import { markPayoutPaid } from '../../shared/commission/contract.ts'
import { availableOf, payoutPaid } from '../../shared/commission/changes.ts'
import { payoutRecord } from '../../shared/commission/records.ts'
import { markPaid, payoutNotFound, refuseFrozen, staffPayout } from '../../shared/commission/payout.ts'
import { redeemableBalanceRecord } from '../../shared/ledger/records.ts'
import { tellPartner } from '../../shared/notifications/mail.ts'
import { moneyWord } from '../../shared/notifications/money-word.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { payout: payoutRecord.or(payoutNotFound) }

export const handler = serveStaff(markPayoutPaid, reads, async ({ payout, caller, find, get, now }) => {
  const [partner, balance] = await Promise.all([
    get(partnerRecord, payout),
    find(redeemableBalanceRecord, payout),
  ])
  const paid = markPaid(payout, caller.personId, now)
  refuseFrozen(partner, availableOf(balance))
  const shown = staffPayout(paid)
  const { partnerId, amount, invoiceReference } = shown
  return {
    answer: shown,
    changes: payoutPaid(payout, paid),
    outbox: [tellPartner('payout-paid', partnerId, { amount: moneyWord(amount), invoiceReference })],
  }
})
