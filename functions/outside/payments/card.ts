import Stripe from 'stripe'
import { foundBy, provider, ProviderUnavailable, unknownReason } from './client.ts'

/** What is kept of a card: the provider's name for it, and what its owner knows it by. */
export interface Card {
  readonly paymentMethod: string
  readonly brand: string
  readonly last4: string
  /** The month, as `2027-01`, at whose end it expires. */
  readonly expiresAt: string
}

/** Why a token gives no card: there is none, its entry is not complete, it is another payer's, its bank refused it, or it is no card. */
export interface UnusableCard {
  readonly unusable: 'unknown' | 'incomplete' | 'of-another-payer' | 'declined' | 'no-card'
}

const unusable = (reason: UnusableCard['unusable']): UnusableCard => ({ unusable: reason })

const cardIn = ({ id, card }: Stripe.PaymentMethod): Card | UnusableCard =>
  card
    ? {
        paymentMethod: id,
        brand: card.brand,
        last4: card.last4,
        expiresAt: `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`,
      }
    : unusable('no-card')

const idOf = (named: string | { readonly id: string } | null): string | undefined =>
  typeof named === 'string' ? named : named?.id

/** The card that a payer entered at the provider's page. Throws `ProviderUnavailable`. */
export const cardOfEntry = async ({
  entry,
  providerCustomer,
}: {
  readonly entry: string
  readonly providerCustomer: string
}): Promise<Card | UnusableCard> => {
  const session = await foundBy(
    provider().checkout.sessions.retrieve(entry, { expand: ['setup_intent.payment_method'] }),
  )
  if (session === undefined) return unusable('unknown')
  if (idOf(session.customer) !== providerCustomer) return unusable('of-another-payer')
  const { setup_intent: setup } = session
  if (session.status !== 'complete' || setup === null || typeof setup === 'string')
    return unusable('incomplete')
  if (setup.status !== 'succeeded') return unusable('incomplete')
  const method = setup.payment_method
  if (method === null || typeof method === 'string') return unusable('no-card')
  return idOf(method.customer) === providerCustomer ? cardIn(method) : unusable('of-another-payer')
}

/** Gives a card that is nobody's to a payer, and keeps the id that comes back. */
const attached = async (
  paymentMethod: string,
  customer: string,
  idempotencyKey: string,
): Promise<Card | UnusableCard> => {
  try {
    return cardIn(await provider().paymentMethods.attach(paymentMethod, { customer }, { idempotencyKey }))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) return unusable('declined')
    // Somebody else attached it since it was looked at.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return unusable('of-another-payer')
    throw new ProviderUnavailable(unknownReason(error))
  }
}

/** The card of a token: the payer's own, or one of nobody, which becomes the payer's. Throws `ProviderUnavailable`. */
export const cardOfMethod = async ({
  paymentMethod,
  providerCustomer,
  key,
}: {
  readonly paymentMethod: string
  readonly providerCustomer: string
  readonly key: string
}): Promise<Card | UnusableCard> => {
  const method = await foundBy(provider().paymentMethods.retrieve(paymentMethod))
  if (method === undefined) return unusable('unknown')
  const owner = idOf(method.customer)
  if (owner === providerCustomer) return cardIn(method)
  return owner === undefined ? attached(paymentMethod, providerCustomer, key) : unusable('of-another-payer')
}
