import { commissionView } from '../../shared/commission/commission.ts'
import { getCommission } from '../../shared/commission/contract.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import {
  ledgerBalanceRecord,
  redeemableBalanceRecord,
  shardsOf,
  totalOf,
} from '../../shared/ledger/records.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getCommission, async ({ caller: { partnerId }, find, findAll }) => {
  const currency = 'USD'
  const [parts, redeemable] = await Promise.all([
    findAll(ledgerBalanceRecord, shardsOf(partnerId, currency)),
    find(redeemableBalanceRecord, { partnerId, currency }),
  ])
  return { answer: commissionView(totalOf([...parts, redeemable]), DEFAULT_TERMS, currency) }
})
