import * as z from 'zod'
import type { FaultAt } from '../kernel/issue.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import { priceBook } from '../pricing/price-book.ts'

/** The plans a customer can be on, in rank order; `free` needs no payment (R42). */
export const Plan = z.enum(priceBook.plans.map(({ plan }) => plan)).meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>

/** A plan that can be tried. */
export const TrialPlan = z
  .enum(priceBook.plans.flatMap(({ plan, trial }) => (trial ? [plan] : [])))
  .meta({ id: 'TrialPlan' })

/** How many licences an organisation on `free` has. */
export const FREE_LICENCES = priceBook.plans[0].mostLicences

/** A count of licences. */
export const Licences = z.int().min(1).max(100_000).meta({ id: 'Licences' })

/** How often a paid plan is paid for. */
export const PayPeriod = z.enum(['monthly', 'yearly']).meta({ id: 'PayPeriod' })
export type PayPeriod = z.infer<typeof PayPeriod>

/** How many months a pay period has. */
export const MONTHS = { monthly: 1, yearly: 12 } as const satisfies Record<PayPeriod, number>

/** Whose card pays: the reseller's or the customer's (R43). */
export const CardType = z.enum(['RC', 'CC']).meta({ id: 'CardType' })
export type CardType = z.infer<typeof CardType>

/** What a customer has bought; on `free` there is no pay period and no renewal. */
export const Subscription = z.object({
  plan: Plan,
  licences: Licences,
  payPeriod: PayPeriod.optional(),
  renewalDate: z.iso.date().optional(),
  /** Start of the unbroken paid time (R14). */
  paidSince: Instant.optional(),
  /** Whether it was ever charged, which falling back to `free` does not undo (R16). */
  everCharged: z.boolean().default(false),
  /** From when on it reads as `free`, whether or not a job has recorded it; absent while a payment is pending (R37, R45). */
  endsAt: Instant.optional(),
  /** Whether the outcome of a charge is not known yet. */
  paymentPending: z.literal(true).optional(),
  /** Whether its renewal is not paid; it keeps the plan until `endsAt` (R45). */
  pastDue: z.literal(true).optional(),
  /** Whose card is on file. */
  cardType: CardType.optional(),
})
export type Subscription = z.infer<typeof Subscription>

export const subscriptionNotFree = /* @__PURE__ */ problem('subscription-not-free', {
  kind: 'conflict',
  title: 'The customer has a paid plan, or a payment for one is under way',
  advice:
    'Only a customer on the free plan starts a trial; wait for the payment, or change the subscription.',
})

/** The subscription of a customer who has bought nothing. */
export const freeSubscription: Subscription = { plan: 'free', licences: FREE_LICENCES, everCharged: false }

/** The subscription as it stands at an instant: `free` from its end on (R37). */
export const standing = (subscription: Subscription, at: Instant): Subscription =>
  subscription.endsAt !== undefined && at >= subscription.endsAt
    ? { ...freeSubscription, everCharged: subscription.everCharged }
    : subscription

/** Whether a plan is paid for. */
export const isPaid = ({ plan }: Pick<Subscription, 'plan'>): boolean => plan !== 'free'

/** Whether a plan is sold by the month; others are sold by the year only (R42). */
export const isSoldMonthly = (plan: Plan): boolean =>
  priceBook.plans.some((sold) => sold.plan === plan && 'monthly' in sold)

/** What is wrong with a monthly pay period where the plan is not sold by the month (R42). */
export const notSoldMonthly: FaultAt = {
  at: ['payPeriod'],
  code: 'one-of',
  allowed: ['yearly'],
  detail: 'must be yearly, as the plan is not sold by the month',
}

/** The most licences that a plan has; `undefined` where it has no limit of its own (R42). */
export const mostLicences = (plan: Plan): number | undefined =>
  priceBook.plans.flatMap((sold) =>
    sold.plan === plan && 'mostLicences' in sold ? [sold.mostLicences] : [],
  )[0]
