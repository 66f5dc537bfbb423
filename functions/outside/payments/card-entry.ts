import { fromMillis, type Instant } from '../../../shared/kernel/time.ts'
import { answerOf, provider, ProviderUnavailable } from './client.ts'

/** Makes a payer known to the provider and gives the id of its provider customer. Throws `ProviderUnavailable`. */
export const createPayer = async ({
  ownerId,
  key,
}: {
  readonly ownerId: string
  readonly key: string
}): Promise<string> => {
  const customer = await answerOf(
    provider().customers.create({ metadata: { ownerId } }, { idempotencyKey: key }),
  )
  return customer.id
}

const PLACEHOLDER = 'CHECKOUT_SESSION_ID'

/** The address to return to after a card was entered; the provider puts the id of the entry into it. */
const entered = (returnUrl: string): string => {
  const url = new URL(returnUrl)
  url.searchParams.set('entry', PLACEHOLDER)
  return url.href.replace(PLACEHOLDER, `{${PLACEHOLDER}}`)
}

/**
 * Opens the provider's page at which a payer enters a card, so that no card ever passes through the programme (R43); it returns with the
 * id of the entry as `entry`. Throws `ProviderUnavailable`.
 */
export const openCardEntry = async (asked: {
  readonly providerCustomer: string
  readonly returnUrl: string
  readonly key: string
}): Promise<{ readonly url: string; readonly expiresAt: Instant }> => {
  const { url, expires_at } = await answerOf(
    provider().checkout.sessions.create(
      {
        mode: 'setup',
        currency: 'usd',
        allowed_payment_method_types: ['card'],
        customer: asked.providerCustomer,
        success_url: entered(asked.returnUrl),
        cancel_url: asked.returnUrl,
      },
      { idempotencyKey: asked.key },
    ),
  )
  if (url === null) throw new ProviderUnavailable('The provider opened no page')
  return { url, expiresAt: fromMillis(expires_at * 1_000) }
}
