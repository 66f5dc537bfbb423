import { getSalesOverview } from '../../shared/reports/contract.ts'
import { monthsOf } from '../../shared/reports/months.ts'
import { salesOverview } from '../../shared/reports/overview.ts'
import { customerMonths, ledgerMonths } from '../edge/month-facts.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getSalesOverview, async ({ input, caller: { partnerId }, page, now }) => {
  const currency = 'USD'
  const months = monthsOf(input, now)
  const { last } = months
  const [facts, counts] = await Promise.all([
    ledgerMonths({ page }, { partnerId, last, currency }),
    customerMonths({ page }, { partnerId, last }),
  ])
  return { answer: salesOverview(facts, counts, months, currency) }
})
