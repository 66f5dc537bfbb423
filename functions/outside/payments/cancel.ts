import type Stripe from 'stripe'
import { chargedBy, type Charge } from './charge.ts'
import { provider, unknownReason } from './client.ts'
import type { ChargeOutcome } from './intent.ts'

/**
 * Cancels the open intent of a charge, so that it never takes money, once for each status in which it stands open; `unknown` where the provider
 * does not, as while a bank works on it. Throws where the provider charged something else than what was asked.
 */
export const cancelCharge = async ({
  intent,
  status,
  asked,
}: {
  readonly intent: string
  readonly status: string
  readonly asked: Omit<Charge, 'providerCustomer' | 'paymentMethod'>
}): Promise<ChargeOutcome> => {
  let cancelled: Stripe.PaymentIntent
  try {
    const options = { idempotencyKey: `cancel-${intent}-${status}` }
    cancelled = await provider().paymentIntents.cancel(intent, {}, options)
  } catch (error) {
    return { outcome: 'unknown', reason: unknownReason(error), intent }
  }
  return chargedBy(cancelled, asked)
}
