import * as z from 'zod'
import { money, Money, type Currency } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import { payerOf } from '../payments/payment.ts'
import { CardType, Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'
import { withScheduled, type ChangeDecision } from './change.ts'
import type { Charge } from './charge.ts'
import type { Line } from './lines.ts'
import { renewalOf, type Pricing } from './renewal.ts'
import { achieved, type Account } from './subscription.ts'

/** Storage packs as they are shown. */
export const PacksView = /* @__PURE__ */ z.array(z.strictObject({ gb: z.int(), count: z.int() }))

/** What changes at the renewal, as it is shown: only what changes. */
export const ScheduledView = /* @__PURE__ */ z
  .strictObject({
    plan: Plan.optional().meta({ description: '`free` is a cancellation' }),
    licences: Licences.optional(),
    payPeriod: PayPeriod.optional(),
    storage: PacksView.optional().meta({ description: 'All packs from then on' }),
  })
  .meta({ id: 'ScheduledChange', description: 'What changes at the renewal, and nothing else' })

const QuoteLine = /* @__PURE__ */ z
  .strictObject({
    item: z.enum(['licences', 'storage', 'carried']),
    plan: Plan.optional(),
    gb: z.int().optional(),
    payPeriod: PayPeriod.optional(),
    quantity: z.int(),
    unit: Money.meta({ description: 'The price of one for a whole period' }),
    days: z.int().optional().meta({ description: 'The days that are charged (r)' }),
    of: z.int().optional().meta({ description: 'The days of the whole period (D)' }),
    amount: Money.meta({ description: 'Negative for what is credited' }),
  })
  .meta({ id: 'QuoteLine' })

/** What a change would do and cost, by the code that charges it (R41). */
export const Quote = /* @__PURE__ */ z
  .strictObject({
    effect: z.enum(['now', 'at-renewal']),
    lines: z.array(QuoteLine),
    list: Money.meta({ description: 'The sum of the lines' }),
    discount: Money.meta({
      description: "What the partner does not pay on its own card; 0 on the customer's",
    }),
    charge: Money.meta({ description: 'What is charged now' }),
    payer: z.enum(['customer', 'partner']).optional(),
    cardType: CardType.optional().meta({
      description: 'Absent where no card is on file, nor was one asked for',
    }),
    commission: Money,
    availableAt: Instant.optional().meta({ description: 'From when on the commission can be paid out' }),
    renewalDate: z.iso.date(),
    carried: Money.optional().meta({
      description: 'The list price that is too small to be charged and goes into the next charge',
    }),
    scheduled: ScheduledView.optional(),
    replaces: ScheduledView.optional().meta({ description: 'What was scheduled before in place of this' }),
    nextRenewal: z
      .strictObject({
        renewalDate: z.iso.date(),
        list: Money,
        discount: Money.optional(),
        charge: Money.optional(),
        commission: Money.optional(),
      })
      .optional()
      .meta({ description: 'Absent where the subscription falls to `free` then' }),
  })
  .meta({ id: 'Quote' })
export type Quote = z.infer<typeof Quote>

const lineView = ({ unit, amount, ...rest }: Line, currency: Currency) => ({
  ...rest,
  unit: money(unit, currency),
  amount: money(amount, currency),
})

const chargeView = ({ list, discount, charge, commission }: Charge, currency: Currency) => ({
  list: money(list, currency),
  discount: money(discount, currency),
  charge: money(charge, currency),
  commission: money(commission, currency),
})

const NOTHING: Charge = { list: 0, discount: 0, charge: 0, commission: 0, carried: 0 }

/** The quote of a decided change (R41). */
export const quoteOf = (
  decision: ChangeDecision,
  account: Account,
  pricing: Pricing & { readonly at: Instant },
): Quote => {
  const { currency } = account.billing
  const { cardType } = pricing
  const isNow = decision.effect === 'now'
  const after = isNow
    ? achieved(account, decision.outcome, pricing.at)
    : withScheduled(account, decision.scheduled)
  const { carried, scheduled } = after.billing
  const renewal = renewalOf(after, pricing)
  const next = renewal && chargeView(renewal, currency)
  return {
    effect: decision.effect,
    lines: isNow ? decision.lines.map((line) => lineView(line, currency)) : [],
    ...chargeView(isNow ? decision : NOTHING, currency),
    ...(cardType ? { payer: payerOf({ cardType }), cardType } : {}),
    ...(isNow && decision.availableAt ? { availableAt: decision.availableAt } : {}),
    renewalDate: decision.renewalDate,
    ...(carried === 0 ? {} : { carried: money(carried, currency) }),
    ...(scheduled ? { scheduled } : {}),
    ...(!isNow && decision.replaces ? { replaces: decision.replaces } : {}),
    ...(renewal && next
      ? { nextRenewal: { renewalDate: renewal.renewalDate, ...(cardType ? next : { list: next.list }) } }
      : {}),
  }
}

export const quoteChanged = /* @__PURE__ */ problem(
  'quote-changed',
  {
    kind: 'conflict',
    title: 'The charge is another than was expected',
    advice: 'Read the new quote, then decide again with its charge.',
  },
  { quote: Quote },
)

/** Refuses a charge that is not the expected one, with the new quote. */
export const refuseOtherCharge = (quote: Quote, expectedCharge: Money | undefined): void => {
  if (expectedCharge !== undefined && expectedCharge.minor !== quote.charge.minor)
    throw quoteChanged({ quote })
}
