import { noBilling, type Billing, type PaymentProfile } from '../../shared/billing/billing.ts'
import {
  decideChange,
  withScheduled,
  type ChangeContext,
  type ChangeDecision,
  type ChangeNow,
} from '../../shared/billing/change.ts'
import { achieved, synchronised, type Account } from '../../shared/billing/subscription.ts'
import type { ChangeWish } from '../../shared/billing/wish.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { verified } from '../../shared/domains/verification.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId, PaymentId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { priceBook, type PriceBook, type PriceBooks } from '../../shared/pricing/price-book.ts'
import { start } from '../../shared/trials/trial.ts'

export const customerId = CustomerId.parse(`cus_${'1'.repeat(26)}`)
export const partnerId = PartnerId.parse(`ptr_${'1'.repeat(26)}`)
export const paymentId = PaymentId.parse(`pay_${'1'.repeat(26)}`)

/** Nine in the morning of a date. */
export const on = (date: string): Instant => Instant.parse(`${date}T09:00:00.000Z`)

const added = add(
  {
    customerId,
    partnerId,
    domain: 'example.com',
    organizationName: 'Example',
    country: 'TH',
    language: 'en',
    superAdmin: { firstName: 'Malee', lastName: '', email: EmailAddress.parse('malee@example.com') },
    code: '1'.repeat(39),
  },
  on('2026-12-01'),
)

/** A customer on `free` whose domain is not verified. */
export const unverified: Account = { customer: added, billing: noBilling(customerId) }

/** A customer on `free`. */
export const free: Account = {
  customer: { ...added, verification: verified(added.verification, 'TXT', on('2026-12-02')) },
  billing: noBilling(customerId),
}

/** A customer on a trial that began on a date. */
export const trying = (
  date: string,
  order: Parameters<typeof start>[0] = { plan: 'standard', licences: 10 },
): Account => ({ ...free, customer: { ...free.customer, trial: start(order, on(date)) } })

/** The account with other billing or another customer. */
export const having = (
  account: Account,
  billing: Partial<Billing>,
  customer: Partial<Customer> = {},
): Account =>
  synchronised({
    customer: { ...account.customer, ...customer },
    billing: { ...account.billing, ...billing },
  })

/** A reseller's card, nobody active, the default terms. */
export const by = (date: string, context: Partial<ChangeContext> = {}): ChangeContext => ({
  at: on(date),
  activeSeats: 0,
  terms: DEFAULT_TERMS,
  cardType: 'RC',
  ...context,
})

/** The account once a decision has been carried out. */
export const after = (account: Account, decision: ChangeDecision, at: Instant): Account =>
  decision.effect === 'now'
    ? achieved(account, decision.outcome, at)
    : withScheduled(account, decision.scheduled)

/** The account once a change has been decided and carried out. */
export const changed = (account: Account, wish: ChangeWish, context: ChangeContext): Account =>
  after(account, decideChange(account, wish, context), context.at)

/** A decision that takes effect at once; fails where it does not. */
export const now = (account: Account, wish: ChangeWish, context: ChangeContext): ChangeNow => {
  const decision = decideChange(account, wish, context)
  if (decision.effect !== 'now') throw new Error('The change waits for the renewal')
  return decision
}

/** What a customer has bought on a date. */
export const bought = (wish: ChangeWish, context: ChangeContext): Account => changed(free, wish, context)

/** A charge whose outcome is not known. */
export const pendingOn = (account: Account, wish: ChangeWish, context: ChangeContext): Account =>
  having(account, { pending: { paymentId, purpose: 'change', outcome: now(account, wish, context).outcome } })

/** A later version of the book, of which the present one is an earlier: prices are twice as high, `mail-premium` is sold by the month, and there is a plan and a pack less. */
export const LATER_BOOK: PriceBook = {
  ...priceBook,
  version: '2028-1',
  plans: priceBook.plans
    .filter(({ plan }) => plan !== 'mail-lite')
    .map((sold) => ({
      ...sold,
      yearly: 2 * sold.yearly,
      ...('monthly' in sold ? { monthly: 2 * sold.monthly } : {}),
      ...(sold.plan === 'mail-premium' ? { monthly: 1_000 } : {}),
    })),
  packs: priceBook.packs
    .filter(({ gb }) => gb !== 5)
    .map(({ gb, yearly, monthly }) => ({ gb, yearly: 2 * yearly, monthly: 2 * monthly })),
}

/** An earlier version of the book, which lacks `professional` and packs of 200 GB. */
export const EARLIER_BOOK: PriceBook = {
  ...priceBook,
  version: '2026-1',
  plans: priceBook.plans
    .filter(({ plan }) => plan !== 'professional')
    .map((sold) => ({
      ...sold,
      yearly: sold.yearly / 2,
      ...('monthly' in sold ? { monthly: sold.monthly / 2 } : {}),
    })),
  packs: priceBook.packs.filter(({ gb }) => gb !== 200),
}

/** The present book with the earlier one. */
export const BOOKS: PriceBooks = [priceBook, EARLIER_BOOK]
/** The present book once there is a later one. */
export const LATER_BOOKS: PriceBooks = [LATER_BOOK, priceBook]

/** A card of the partner. */
export const RC: PaymentProfile = {
  cardType: 'RC',
  ownerId: partnerId,
  providerCustomer: 'cus_partner',
  paymentMethod: 'pm_partner',
  brand: 'visa',
  last4: '4242',
  expiresAt: '2030-04',
}
