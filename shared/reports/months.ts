import * as z from 'zod'
import { Month, monthOf, nextMonth } from '../kernel/date.ts'
import type { Range } from '../kernel/days.ts'
import { Money, money, type Currency } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccountName } from '../ledger/event.ts'

/** Months in UTC, the last one included; from the first with a fact on where no begin is told. */
export interface Months {
  readonly first?: Month | undefined
  readonly last: Month
}

/** The whole months that days are in: up to the present one at most. */
export const monthsOf = ({ from, to }: Range, now: Instant): Months => {
  const present = monthOf(now)
  const last = to === undefined ? present : monthOf(to)
  return { ...(from === undefined ? {} : { first: monthOf(from) }), last: last < present ? last : present }
}

interface OfMonth {
  readonly month: Month
}

/** What the ledger says of a month, or of a part of it: the sums of its postings, debits positive, and some of what they are made of. */
export type LedgerFacts = OfMonth &
  Readonly<Record<AccountName | 'refunded' | 'clawedBack' | 'released', number>>

/** How many customers a partner got and lost in a month. */
export interface CustomerFacts extends OfMonth {
  readonly joined: number
  readonly left: number
}

/** Each month that is asked for from the first of some facts on, in order, those without a fact too. */
export const monthsWith = (facts: readonly OfMonth[], { first = '', last }: Months): Month[] => {
  const [earliest] = facts.map(({ month }) => month).toSorted()
  if (earliest === undefined) return []
  const months: Month[] = []
  for (let month = earliest > first ? earliest : first; month <= last; month = nextMonth(month))
    months.push(month)
  return months
}

/** What the months of a ledger add up to, in minor units; what is owed to the partner is positive. */
export interface Sums {
  readonly list: number
  readonly discount: number
  readonly charged: number
  readonly refunded: number
  readonly revenue: number
  readonly accrued: number
  readonly clawedBack: number
  readonly commission: number
  readonly released: number
  readonly held: number
  readonly available: number
  readonly paidOut: number
}

/** Adds up months of a ledger, which are in parts (R47). */
export const sumOf = (parts: readonly LedgerFacts[]): Sums => {
  const sum = (of: Exclude<keyof LedgerFacts, 'month'>): number =>
    parts.reduce((total, part) => total + part[of], 0)
  const [revenue, refunded] = [sum('cash'), sum('refunded')]
  const [commission, clawedBack] = [sum('commission'), sum('clawedBack')]
  return {
    list: 0 - sum('sales'),
    discount: sum('discounts'),
    charged: revenue + refunded,
    refunded,
    revenue,
    accrued: commission + clawedBack,
    clawedBack,
    commission,
    released: sum('released'),
    held: 0 - sum('held'),
    available: 0 - sum('available'),
    paidOut: 0 - sum('paidOut'),
  }
}

/** How many customers a partner has at the end of a month. */
export const customersAt = (counts: readonly CustomerFacts[], month: Month): number =>
  counts.filter((count) => count.month <= month).reduce((sum, { joined, left }) => sum + joined - left, 0)

const inMonth =
  (month: Month) =>
  (fact: OfMonth): boolean =>
    fact.month === month

/** What was sold in a month in UTC. */
export const SalesMonth = /* @__PURE__ */ z
  .strictObject({
    month: Month,
    list: Money.meta({ description: 'List prices, less what refunds of the month gave back of them' }),
    discount: Money.meta({ description: 'Discounts, less what refunds of the month took back of them' }),
    charged: Money,
    refunded: Money.meta({ description: 'What was given back in the month, of whatever payment' }),
    revenue: Money.meta({ description: 'Charged less refunded, which is list less discount' }),
  })
  .meta({ id: 'SalesMonth' })
export type SalesMonth = z.infer<typeof SalesMonth>

/** What was sold in each month (R49). */
export const salesByMonth = (
  facts: readonly LedgerFacts[],
  months: Months,
  currency: Currency,
): SalesMonth[] =>
  monthsWith(facts, months).map((month) => {
    const { list, discount, charged, refunded, revenue } = sumOf(facts.filter(inMonth(month)))
    return {
      month,
      list: money(list, currency),
      discount: money(discount, currency),
      charged: money(charged, currency),
      refunded: money(refunded, currency),
      revenue: money(revenue, currency),
    }
  })

/** How many customers a partner has at the end of a month in UTC, or now, and how many it got and lost in it. */
export const CustomerCount = /* @__PURE__ */ z
  .strictObject({ month: Month, customers: z.int(), joined: z.int(), left: z.int() })
  .meta({ id: 'CustomerCount' })
export type CustomerCount = z.infer<typeof CustomerCount>

/** How many customers a partner has had, month by month (R49). */
export const customerCounts = (counts: readonly CustomerFacts[], months: Months): CustomerCount[] =>
  monthsWith(counts, months).map((month) => {
    const { joined, left } = counts.find(inMonth(month)) ?? { joined: 0, left: 0 }
    return { month, customers: customersAt(counts, month), joined, left }
  })

/** What became of commission in a month in UTC; all amounts are positive. */
export const CommissionMonth = /* @__PURE__ */ z
  .strictObject({
    month: Month,
    accrued: Money,
    clawedBack: Money.meta({ description: 'What refunds of the month took back, of whatever payment' }),
    released: Money.meta({ description: 'What became available' }),
    paidOut: Money,
  })
  .meta({ id: 'CommissionMonth' })
export type CommissionMonth = z.infer<typeof CommissionMonth>

/** What became of commission in each month (R49). */
export const commissionByMonth = (
  facts: readonly LedgerFacts[],
  months: Months,
  currency: Currency,
): CommissionMonth[] =>
  monthsWith(facts, months).map((month) => {
    const { accrued, clawedBack, released, paidOut } = sumOf(facts.filter(inMonth(month)))
    return {
      month,
      accrued: money(accrued, currency),
      clawedBack: money(clawedBack, currency),
      released: money(released, currency),
      paidOut: money(paidOut, currency),
    }
  })
