import type { Terms } from '../commission/terms.ts'
import { priceBooks, type PriceBooks } from '../pricing/price-book.ts'
import type { CardType } from '../subscriptions/plan.ts'
import type { Cycle, Outcome, Purchase, ScheduledChange } from './billing.ts'
import { chargeOf, type Charge } from './charge.ts'
import { carriedLines, purchaseLines, totalOf, type Line } from './lines.ts'
import { cycleOf, daysBetween, periodStartOf, renewalDateOf } from './period.ts'
import { purchaseOf, type Account } from './subscription.ts'

/** What is bought at present, and its cycle. */
export interface Paid {
  readonly purchase: Purchase
  readonly cycle: Cycle
}

/** What is paid for, as it is recorded, with its cycle; `undefined` on `free`. */
export const paidOf = (account: Account, books: PriceBooks = priceBooks): Paid | undefined => {
  const purchase = purchaseOf(account)
  const cycle = cycleOf(account.billing, account.customer, books)
  return purchase && cycle ? { purchase, cycle } : undefined
}

/** The purchase with the members of a change in place of its own. */
export const overlaid = (purchase: Purchase, change: ScheduledChange = {}): Purchase => ({
  plan: change.plan ?? purchase.plan,
  licences: change.licences ?? purchase.licences,
  payPeriod: change.payPeriod ?? purchase.payPeriod,
  storage: change.storage ?? purchase.storage,
})

/** The lines of the whole period before the next renewal of a cycle. */
export const periodLines = (purchase: Purchase, cycle: Cycle, books: PriceBooks): Line[] => {
  const { payPeriod } = purchase
  const days = daysBetween(periodStartOf(cycle, payPeriod), renewalDateOf(cycle, payPeriod))
  return purchaseLines(purchase, cycle.bookVersion, { days, of: days }, books)
}

/** What a card is charged by. */
export interface Pricing {
  readonly terms: Terms
  /** Whose card pays; absent where none is on file. */
  readonly cardType: CardType | undefined
  readonly books?: PriceBooks
}

/** What the next renewal makes of a subscription, and what it costs. */
export interface Renewal extends Charge {
  /** When it is due. */
  readonly renewalDate: string
  readonly outcome: Outcome
  readonly lines: readonly Line[]
}

/** The next renewal: with what is scheduled, at the prices of the present book, with what was carried; `undefined` where there is none, as the subscription is or falls to `free` (R41, R42). */
export const renewalOf = (
  account: Account,
  { terms, cardType, books = priceBooks }: Pricing,
): Renewal | undefined => {
  const paid = paidOf(account, books)
  const { scheduled, carried: before } = account.billing
  if (!paid || scheduled?.plan === 'free' || account.customer.partnerId === undefined) return undefined
  const { anchor, renewal } = paid.cycle
  const purchase = overlaid(paid.purchase, scheduled)
  const renewalDate = renewalDateOf(paid.cycle, paid.purchase.payPeriod)
  const cycle = {
    ...(purchase.payPeriod === paid.purchase.payPeriod
      ? { anchor, renewal: renewal + 1 }
      : { anchor: renewalDate, renewal: 1 }),
    bookVersion: books[0].version,
  }
  const lines = [...periodLines(purchase, cycle, books), ...carriedLines(before)]
  const charge = chargeOf(totalOf(lines), cardType, terms)
  return { renewalDate, outcome: { purchase, cycle, carried: charge.carried }, lines, ...charge }
}
