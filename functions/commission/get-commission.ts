import { commissionView } from '../../shared/commission/commission.ts'
import { getCommission } from '../../shared/commission/contract.ts'
import { termsOf } from '../../shared/commission/terms.ts'
import {
  ledgerBalanceRecord,
  redeemableBalanceRecord,
  shardsOf,
  totalOf,
} from '../../shared/ledger/records.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getCommission, async ({ caller, person, find, findAll }) => {
  const { partnerId } = caller
  const currency = 'USD'
  const [parts, redeemable] = await Promise.all([
    findAll(ledgerBalanceRecord, shardsOf(partnerId, currency)),
    find(redeemableBalanceRecord, { partnerId, currency }),
  ])
  return { answer: commissionView(totalOf([...parts, redeemable]), termsOf(person), currency) }
})
