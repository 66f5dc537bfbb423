import { domainNotVerified, effectivePlan, isVerified } from '../customers/customer.ts'
import { dateOf } from '../kernel/date.ts'
import { money } from '../kernel/money.ts'
import { invalidInput } from '../kernel/problems.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import { priceBooks, type PriceBooks } from '../pricing/price-book.ts'
import { isPaid } from '../subscriptions/plan.ts'
import type { Cycle, Outcome, Purchase, ScheduledChange } from './billing.ts'
import { askedOf, isSold, refuseImpossible, type Asked } from './asked.ts'
import { chargeOf, MOST_CHARGE, type Charge } from './charge.ts'
import { carriedLines, differingLines, purchaseLines, totalOf, type Line } from './lines.ts'
import { daysBetween, periodStartOf, renewalDateOf, startOfDate } from './period.ts'
import {
  chargeTooLarge,
  licencesBelowActiveUsers,
  paymentProfileMissing,
  planYearlyOnly,
  refuseInFlight,
  renewalDue,
  subscriptionPastDue,
} from './refusals.ts'
import { overlaid, paidOf, periodLines, renewalOf, type Paid, type Pricing } from './renewal.ts'
import { achieved, synchronised, type Account } from './subscription.ts'
import { isSameMember, membersOf, onlyMembers, wished, type ChangeWish } from './wish.ts'

/** A change that takes effect at once, and what is charged for it; `carried` is what the outcome carries. */
export interface ChangeNow extends Charge {
  readonly effect: 'now'
  readonly purpose: 'purchase' | 'change'
  readonly outcome: Outcome
  /** The next renewal once it has taken effect. */
  readonly renewalDate: string
  readonly lines: readonly Line[]
  /** When the commission can be paid out; absent without one. */
  readonly availableAt?: Instant
}

/** A change that waits for the renewal: all that is scheduled then, and what of it was scheduled otherwise before. */
export interface ChangeAtRenewal {
  readonly effect: 'at-renewal'
  readonly renewalDate: string
  readonly scheduled: ScheduledChange
  readonly replaces?: ScheduledChange
}

/** What a change comes to. */
export type ChangeDecision = ChangeNow | ChangeAtRenewal

/** What a change is decided by. */
export interface ChangeContext extends Pricing {
  /** How many users are active (R37). */
  readonly activeSeats: number
  readonly at: Instant
}

/** The account with this scheduled, or nothing, in place of what was. */
export const withScheduled = (
  { customer, billing: { scheduled: _former, ...billing } }: Account,
  scheduled?: ScheduledChange,
): Account => synchronised({ customer, billing: { ...billing, ...(scheduled ? { scheduled } : {}) } })

/** Refuses while the outcome of a payment is not known, past due, and from the renewal on until its job has run; past due only until the grace ends. */
export const refuseUnsettled = ({ customer, billing }: Account, at: Instant): void => {
  const { dunning } = billing
  const { renewalDate } = customer.subscription
  refuseInFlight(billing)
  if (dunning && at < dunning.graceEndsAt) throw subscriptionPastDue()
  if (dunning || (renewalDate !== undefined && at >= startOfDate(renewalDate))) throw renewalDue()
}

const refuseActive = ({ licences }: Purchase, activeUsers: number): void => {
  if (licences < activeUsers) throw licencesBelowActiveUsers({ licences, activeUsers })
}

/** Refuses a charge that the provider does not take at once, now or at the next renewal (R45). */
const refuseTooLarge = (account: Account, pricing: Pricing, now = 0): void => {
  const next = pricing.cardType === undefined ? 0 : (renewalOf(account, pricing)?.charge ?? 0)
  if (now > MOST_CHARGE || next > MOST_CHARGE)
    throw chargeTooLarge({ most: money(MOST_CHARGE, account.billing.currency) })
}

interface Bought {
  readonly purpose: 'purchase' | 'change'
  readonly purchase: Purchase
  readonly cycle: Cycle
  readonly lines: readonly Line[]
}

const charging = (
  account: Account,
  { purpose, purchase, cycle, lines: own }: Bought,
  context: ChangeContext,
): ChangeNow => {
  const { at, terms, cardType } = context
  const { carried: before, scheduled } = account.billing
  const lines = [...own, ...carriedLines(before)]
  const charge = chargeOf(totalOf(lines), cardType, terms)
  if (charge.charge > 0 && cardType === undefined) throw paymentProfileMissing()
  const outcome = { purchase, cycle, carried: charge.carried, ...(scheduled ? { scheduled } : {}) }
  refuseTooLarge(achieved(account, outcome, at), context, charge.charge)
  return {
    effect: 'now',
    purpose,
    outcome,
    renewalDate: renewalDateOf(cycle, purchase.payPeriod),
    lines,
    ...charge,
    ...(charge.commission > 0 ? { availableAt: plusDays(at, terms.holdDays) } : {}),
  }
}

/** A first purchase: a whole period from today, by what is tried where the wish is silent (R36, R41). */
const buying = (account: Account, wish: ChangeWish, context: ChangeContext): ChangeNow => {
  const { at, activeSeats, books = priceBooks } = context
  const base = {
    ...effectivePlan(account.customer, at),
    payPeriod: 'yearly' as const,
    storage: account.billing.storage,
  }
  const purchase = overlaid(base, wished(base, wish))
  if (!isPaid(purchase)) {
    const detail = 'must be a paid plan, as the customer has none'
    throw invalidInput({ issues: [{ pointer: '/plan', code: 'required', detail }] })
  }
  const { version } = books[0]
  if (!isSold(purchase, [version], books)) throw planYearlyOnly({ plan: purchase.plan })
  refuseActive(purchase, activeSeats)
  const cycle = { anchor: dateOf(at), renewal: 1, bookVersion: version }
  const lines = periodLines(purchase, cycle, books)
  return charging(account, { purpose: 'purchase', purchase, cycle, lines }, context)
}

/** What is charged for a change that only raises: pro rata by the day to the renewal; a whole year from today, less what is left of the month, where the pay period is raised (R41). */
const proRata = ({ purchase, cycle }: Paid, next: Purchase, at: Instant, books: PriceBooks): Bought => {
  const { payPeriod } = purchase
  const today = dateOf(at)
  const renewalDate = renewalDateOf(cycle, payPeriod)
  const of = daysBetween(periodStartOf(cycle, payPeriod), renewalDate)
  const left = { days: daysBetween(today, renewalDate), of }
  const credited = purchaseLines(purchase, cycle.bookVersion, left, books, -1)
  const after =
    next.payPeriod === payPeriod ? cycle : { anchor: today, renewal: 1, bookVersion: books[0].version }
  const lines =
    after === cycle ? purchaseLines(next, cycle.bookVersion, left, books) : periodLines(next, after, books)
  return { purpose: 'change', purchase: next, cycle: after, lines: differingLines(credited, lines) }
}

/** A change that waits for the renewal, beside what is scheduled already (R41). */
const scheduling = (
  account: Account,
  { present, scheduled, changed, next }: Asked,
  cycle: Cycle,
  context: ChangeContext,
): ChangeAtRenewal => {
  if (changed.licences !== undefined) refuseActive(next, context.activeSeats)
  const replaces = onlyMembers(
    scheduled,
    (member) => changed[member] !== undefined && !isSameMember(member, changed, scheduled),
  )
  const all = { ...scheduled, ...changed }
  refuseTooLarge(withScheduled(account, all), context)
  return {
    effect: 'at-renewal',
    renewalDate: renewalDateOf(cycle, present.payPeriod),
    scheduled: all,
    ...(membersOf(replaces).length > 0 ? { replaces } : {}),
  }
}

/** Decides a change: at once where all of it raises, otherwise at the renewal; what is scheduled stays, is replaced by name, or refuses the change (R41). */
export const decideChange = (account: Account, wish: ChangeWish, context: ChangeContext): ChangeDecision => {
  const { at, books = priceBooks } = context
  if (!isVerified(account.customer)) throw domainNotVerified()
  refuseUnsettled(account, at)
  const paid = paidOf(account, books)
  if (!paid) return buying(account, wish, context)
  const asked = askedOf(paid, account.billing.scheduled ?? {}, wish, books)
  refuseImpossible(asked, paid.cycle.bookVersion, books)
  return asked.lowered.length > 0
    ? scheduling(account, asked, paid.cycle, context)
    : charging(account, proRata(paid, asked.next, at, books), context)
}
