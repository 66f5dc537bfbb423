import { decideChange } from '../../shared/billing/change.ts'
import { accountOf, type StoredAccount } from '../../shared/billing/changes.ts'
import { quoteOf, refuseOtherCharge } from '../../shared/billing/quote.ts'
import type { Pricing } from '../../shared/billing/renewal.ts'
import type { ChangeWish } from '../../shared/billing/wish.ts'
import type { Money } from '../../shared/kernel/money.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { activeSeats, type Seats } from '../../shared/users/seats.ts'

interface Asked extends ChangeWish {
  readonly expectedCharge?: Money | undefined
}

/** What a change comes to and what it costs by whose card and which terms, for the quote and for the charge alike; refuses one that costs something else than was expected (R41). */
export const decidedChange = (
  { seats, ...stored }: StoredAccount & { readonly seats: Seats | undefined },
  { expectedCharge, ...wish }: Asked,
  { cardType, terms }: Pick<Pricing, 'cardType' | 'terms'>,
  at: Instant,
) => {
  const account = accountOf(stored)
  const pricing = { terms, cardType, at }
  const active = activeSeats(seats ?? { active: 0 }, stored.customer, at)
  const decision = decideChange(account, wish, { ...pricing, activeSeats: active })
  const quote = quoteOf(decision, account, pricing)
  refuseOtherCharge(quote, expectedCharge)
  return { account, decision, quote }
}
