import { approvePayout } from '../../shared/commission/contract.ts'
import { availableOf, payoutApproved } from '../../shared/commission/changes.ts'
import { payoutRecord } from '../../shared/commission/records.ts'
import { approve, payoutNotFound, refuseFrozen, staffPayout } from '../../shared/commission/payout.ts'
import { redeemableBalanceRecord } from '../../shared/ledger/records.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { payout: payoutRecord.or(payoutNotFound) }

export const handler = serveStaff(approvePayout, reads, async ({ payout, caller, find, get, now }) => {
  const [partner, balance] = await Promise.all([
    get(partnerRecord, payout),
    find(redeemableBalanceRecord, payout),
  ])
  const approved = approve(payout, caller.personId, now)
  refuseFrozen(partner, availableOf(balance))
  return { answer: staffPayout(approved), changes: payoutApproved(payout, approved) }
})
