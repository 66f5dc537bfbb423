import * as z from 'zod'
import { Month } from '../kernel/date.ts'
import { Money, money, type Currency } from '../kernel/money.ts'
import {
  customersAt,
  monthsWith,
  sumOf,
  type CustomerFacts,
  type LedgerFacts,
  type Months,
} from './months.ts'

/** The sales and the commission of a partner over all its customers (R49). */
export const SalesOverview = /* @__PURE__ */ z
  .strictObject({
    revenue: Money.meta({ description: 'Charged less refunded in these months' }),
    held: Money.meta({ description: 'Commission that is held at the end of the last month, or now' }),
    available: Money.meta({
      description: 'Commission that can be paid out then; negative after a claw-back',
    }),
    paidOut: Money.meta({ description: 'Commission that has been paid out by then, ever' }),
    customers: z.int().meta({ description: 'How many customers there are then' }),
    byMonth: z.array(
      z.strictObject({
        month: Month,
        revenue: Money,
        commission: Money.meta({ description: 'Accrued less clawed back in the month' }),
        customers: z.int().meta({ description: 'At the end of the month, or now' }),
      }),
    ),
  })
  .meta({ id: 'SalesOverview' })
export type SalesOverview = z.infer<typeof SalesOverview>

/** The overview of some months by all that was counted up to the last of them: what is earned is of these months, what there is is of their end (R49). */
export const salesOverview = (
  facts: readonly LedgerFacts[],
  counts: readonly CustomerFacts[],
  months: Months,
  currency: Currency,
): SalesOverview => {
  const { first = '', last } = months
  const { held, available, paidOut } = sumOf(facts)
  return {
    revenue: money(sumOf(facts.filter(({ month }) => month >= first)).revenue, currency),
    held: money(held, currency),
    available: money(available, currency),
    paidOut: money(paidOut, currency),
    customers: customersAt(counts, last),
    byMonth: monthsWith([...facts, ...counts], months).map((month) => {
      const { revenue, commission } = sumOf(facts.filter((fact) => fact.month === month))
      return {
        month,
        revenue: money(revenue, currency),
        commission: money(commission, currency),
        customers: customersAt(counts, month),
      }
    }),
  }
}
