import { domainNotVerified, effectivePlan, isVerified } from '../customers/customer.ts'
import { dateOf } from '../kernel/date.ts'
import { money } from '../kernel/money.ts'
import { invalidInput } from '../kernel/problems.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import { bookOf, priceBooks, type PriceBooks } from '../pricing/price-book.ts'
import { isPaid } from '../subscriptions/plan.ts'
import type { Cycle, Outcome, Purchase, ScheduledChange } from './billing.ts'
import { chargeOf, MOST_CHARGE, type Charge } from './charge.ts'
import { carriedLines, differingLines, purchaseLines, totalOf, type Line } from './lines.ts'
import { daysBetween, periodStartOf, renewalDateOf, startOfDate } from './period.ts'
import {
  chargeTooLarge,
  licencesBelowActiveUsers,
  mixedChange,
  nothingToChange,
  paymentPending,
  paymentProfileMissing,
  planYearlyOnly,
  renewalDue,
  scheduledChangeConflict,
  subscriptionPastDue,
  type ChangeMember,
} from './refusals.ts'
import { overlaid, paidOf, periodLines, renewalOf, type Paid, type Pricing } from './renewal.ts'
import { achieved, synchronised, type Account } from './subscription.ts'
import {
  isLowered,
  isSameMember,
  membersOf,
  onlyMembers,
  wished,
  type Changed,
  type ChangeWish,
} from './wish.ts'

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
  const { pending, dunning } = billing
  const { renewalDate } = customer.subscription
  if (pending) throw paymentPending({ paymentId: pending.paymentId })
  if (dunning && at < dunning.graceEndsAt) throw subscriptionPastDue()
  if (dunning || (renewalDate !== undefined && at >= startOfDate(renewalDate))) throw renewalDue()
}

const isSold = ({ plan, payPeriod }: Purchase, versions: readonly string[], books: PriceBooks): boolean =>
  versions.some((version) =>
    bookOf(version, books).plans.some((sold) => sold.plan === plan && sold[payPeriod] !== undefined),
  )

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

const charged = (
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
const bought = (account: Account, wish: ChangeWish, context: ChangeContext): ChangeNow => {
  const { at, activeSeats, books = priceBooks } = context
  const base = {
    ...effectivePlan(account.customer, at),
    payPeriod: 'yearly' as const,
    storage: account.billing.storage,
  }
  const purchase = overlaid(base, wished(base, wish))
  if (!isPaid(purchase)) {
    const detail = 'must be a paid plan, as the customer has none'
    throw invalidInput({ issues: [{ pointer: '/plan', detail }] })
  }
  const { version } = books[0]
  if (!isSold(purchase, [version], books)) throw planYearlyOnly({ plan: purchase.plan })
  refuseActive(purchase, activeSeats)
  const cycle = { anchor: dateOf(at), renewal: 1, bookVersion: version }
  const lines = periodLines(purchase, cycle, books)
  return charged(account, { purpose: 'purchase', purchase, cycle, lines }, context)
}

/** What is charged for a change that only raises: pro rata by the day to the renewal; a whole year from today, less what is left of the month, where the pay period is raised (R41). */
const raised = ({ purchase, cycle }: Paid, next: Purchase, at: Instant, books: PriceBooks): Bought => {
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

/** What is asked of a paid subscription, beside what it is and what is scheduled. */
interface Asked {
  readonly present: Purchase
  readonly scheduled: Changed
  /** All that is named, also what is not different. */
  readonly named: ChangeWish
  readonly changed: Changed
  readonly next: Purchase
  readonly lowered: readonly ChangeMember[]
  readonly raised: readonly ChangeMember[]
}

const askedOf = (
  { present, bookVersion }: { readonly present: Purchase; readonly bookVersion: string },
  scheduled: ScheduledChange,
  wish: ChangeWish,
  books: PriceBooks,
): Asked => {
  const named = wished(present, wish)
  const changed = onlyMembers(named, (member) => !isSameMember(member, named, present))
  const next = overlaid(present, changed)
  const lowers = (member: ChangeMember) => isLowered(member, present, next, bookVersion, books)
  const members = membersOf(changed)
  return {
    present,
    scheduled: onlyMembers(scheduled, () => true),
    named,
    changed,
    next,
    lowered: members.filter(lowers),
    raised: members.filter((member) => !lowers(member)),
  }
}

const isCancelled = ({ scheduled }: Asked): boolean => scheduled.plan === 'free'

/** The scheduled members that say, beside the change, what is sold from the renewal on. */
const standing = (asked: Asked): ChangeMember[] =>
  isCancelled(asked)
    ? []
    : membersOf(asked.scheduled).filter(
        (member) => (member === 'plan' || member === 'payPeriod') && asked.changed[member] === undefined,
      )

/** The scheduled members that have a change refused: it asks for their present value, raises them or is not sold with them. */
const conflicting = (asked: Asked, books: PriceBooks): ChangeMember[] => {
  const { present, scheduled, named, changed, lowered, raised } = asked
  const isNamed = changed.plan !== undefined || changed.payPeriod !== undefined
  const atRenewal = overlaid(overlaid(present, scheduled), changed)
  const stands = standing(asked)
  const isUnsold = isNamed && stands.length > 0 && !isSold(atRenewal, [books[0].version], books)
  const isWithoutPlan = isCancelled(asked) && lowered.length > 0 && changed.plan === undefined
  return membersOf(scheduled).filter(
    (member) =>
      (named[member] !== undefined && changed[member] === undefined) ||
      (lowered.length === 0 && raised.includes(member)) ||
      (isUnsold && stands.includes(member)) ||
      isWithoutPlan,
  )
}

/** Refuses what cannot be, in the order in which it is said. */
const refuseImpossible = (asked: Asked, version: string, books: PriceBooks): void => {
  const { scheduled, named, changed, next, lowered, raised } = asked
  const isLater = lowered.length > 0
  const [{ version: present }] = books
  const versions = isLater || changed.payPeriod !== undefined ? [present] : [version, present]
  const isNamed = changed.plan !== undefined || changed.payPeriod !== undefined
  if (isNamed && !(isLater && standing(asked).length > 0) && !isSold(next, versions, books))
    throw planYearlyOnly({ plan: next.plan })
  const isKnown = (member: ChangeMember): boolean =>
    changed[member] === undefined ? scheduled[member] === undefined : isSameMember(member, changed, scheduled)
  if (membersOf(named).every(isKnown)) throw nothingToChange()
  if (isLater && raised.some((member) => member !== 'payPeriod')) throw mixedChange()
  const members = conflicting(asked, books)
  if (members.length > 0) throw scheduledChangeConflict({ members })
}

/** A change that waits for the renewal, beside what is scheduled already (R41). */
const lowered = (
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
  if (!paid) return bought(account, wish, context)
  const { bookVersion } = paid.cycle
  const { scheduled = {} } = account.billing
  const asked = askedOf({ present: paid.purchase, bookVersion }, scheduled, wish, books)
  refuseImpossible(asked, bookVersion, books)
  return asked.lowered.length > 0
    ? lowered(account, asked, paid.cycle, context)
    : charged(account, raised(paid, asked.next, at, books), context)
}
