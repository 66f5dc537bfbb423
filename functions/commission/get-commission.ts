import { commissionView } from '../../shared/commission/commission.ts'
import { getCommission } from '../../shared/commission/contract.ts'
import { termsOf } from '../../shared/commission/terms.ts'
import { ledgerBalanceRecord, shardsOf, totalOf } from '../../shared/ledger/records.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getCommission, async ({ caller: { partnerId }, person, findAll }) => {
  const currency = 'USD'
  const parts = await findAll(ledgerBalanceRecord, shardsOf(partnerId, currency))
  return { answer: commissionView(totalOf(parts), termsOf(person), currency) }
})
