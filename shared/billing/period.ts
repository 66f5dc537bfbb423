import type { Customer } from '../customers/customer.ts'
import { plusMonths } from '../kernel/date.ts'
import { Instant } from '../kernel/time.ts'
import { priceBooks, type PriceBooks } from '../pricing/price-book.ts'
import { MONTHS, type PayPeriod } from '../subscriptions/plan.ts'
import type { Billing, Cycle } from './billing.ts'

/** A date of renewal as an instant: midnight in UTC. */
export const startOfDate = (date: string): Instant => Instant.parse(`${date}T00:00:00.000Z`)

/** The date of the next renewal, counted from the anchor so that a short month shortens none after it. */
export const renewalDateOf = ({ anchor, renewal }: Cycle, payPeriod: PayPeriod): string =>
  plusMonths(anchor, renewal * MONTHS[payPeriod])

/** The date at which the period before the next renewal began. */
export const periodStartOf = ({ anchor, renewal }: Cycle, payPeriod: PayPeriod): string =>
  plusMonths(anchor, (renewal - 1) * MONTHS[payPeriod])

const DAY = 86_400_000

/** How many days lie from one date to a later one. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** The cycle of a paid subscription; one that was imported renews for the first time at its date, at the prices of the present book. */
export const cycleOf = (
  { cycle }: Pick<Billing, 'cycle'>,
  { subscription: { renewalDate } }: Pick<Customer, 'subscription'>,
  [{ version }]: PriceBooks = priceBooks,
): Cycle | undefined =>
  cycle ?? (renewalDate === undefined ? undefined : { anchor: renewalDate, renewal: 0, bookVersion: version })
