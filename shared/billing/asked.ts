import { bookOf, type PriceBooks } from '../pricing/price-book.ts'
import type { Purchase, ScheduledChange } from './billing.ts'
import {
  mixedChange,
  nothingToChange,
  planYearlyOnly,
  scheduledChangeConflict,
  type ChangeMember,
} from './refusals.ts'
import { overlaid, type Paid } from './renewal.ts'
import {
  isLowered,
  isSameMember,
  membersOf,
  onlyMembers,
  wished,
  type Changed,
  type ChangeWish,
} from './wish.ts'

/** Whether a plan is sold for a pay period in one of the versions of the book (R42). */
export const isSold = (
  { plan, payPeriod }: Purchase,
  versions: readonly string[],
  books: PriceBooks,
): boolean =>
  versions.some((version) =>
    bookOf(version, books).plans.some((sold) => sold.plan === plan && sold[payPeriod] !== undefined),
  )

/** What is asked of a paid subscription, beside what it is and what is scheduled. */
export interface Asked {
  readonly present: Purchase
  readonly scheduled: Changed
  /** All that is named, also what is not different. */
  readonly named: ChangeWish
  readonly changed: Changed
  readonly next: Purchase
  readonly lowered: readonly ChangeMember[]
  readonly raised: readonly ChangeMember[]
}

/** What a wish asks of a paid subscription. */
export const askedOf = (
  { purchase: present, cycle: { bookVersion } }: Paid,
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
const staying = (asked: Asked): ChangeMember[] =>
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
  const stands = staying(asked)
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
export const refuseImpossible = (asked: Asked, version: string, books: PriceBooks): void => {
  const { scheduled, named, changed, next, lowered, raised } = asked
  const isLater = lowered.length > 0
  const [{ version: present }] = books
  const versions = isLater || changed.payPeriod !== undefined ? [present] : [version, present]
  const isNamed = changed.plan !== undefined || changed.payPeriod !== undefined
  if (isNamed && !(isLater && staying(asked).length > 0) && !isSold(next, versions, books))
    throw planYearlyOnly({ plan: next.plan })
  const isKnown = (member: ChangeMember): boolean =>
    changed[member] === undefined ? scheduled[member] === undefined : isSameMember(member, changed, scheduled)
  if (membersOf(named).every(isKnown)) throw nothingToChange()
  if (isLater && raised.some((member) => member !== 'payPeriod')) throw mixedChange()
  const members = conflicting(asked, books)
  if (members.length > 0) throw scheduledChangeConflict({ members })
}
