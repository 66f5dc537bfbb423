import type Stripe from 'stripe'
import { toMillis, type Instant } from '../../../shared/kernel/time.ts'
import { chargedBy, type Charge } from './charge.ts'
import { foundBy, provider, unknownReason } from './client.ts'
import { outcomeOf, type ChargeOutcome, type DeclineReason } from './intent.ts'

const PAGE = 100
/** The provider's clock may be behind ours. */
const SLACK_SECONDS = 300

/**
 * Finds a payment's charge among those of its payer, as the provider's search is behind; `undefined` where it has none. `createdAt` is the real
 * time at which it was first asked for. Throws where the provider charged something else than what was asked.
 */
export const findCharge = async (
  asked: Omit<Charge, 'paymentMethod'> & { readonly createdAt: Instant },
): Promise<ChargeOutcome | undefined> => {
  const gte = Math.floor(toMillis(asked.createdAt) / 1_000) - SLACK_SECONDS
  const intents = provider().paymentIntents.list({
    customer: asked.providerCustomer,
    created: { gte },
    limit: PAGE,
  })
  let found: Stripe.PaymentIntent | undefined
  try {
    for await (const intent of intents) {
      if (intent.metadata['paymentId'] !== asked.paymentId) continue
      found = intent
      if (intent.status === 'succeeded') break
    }
  } catch (error) {
    return { outcome: 'unknown', reason: unknownReason(error) }
  }
  return found && chargedBy(found, asked)
}

/** A provider intent as it is now; one without our metadata is not ours. */
export interface FetchedIntent {
  readonly intent: string
  readonly paymentId?: string
  readonly customerId?: string
  /** Whose card it charges. */
  readonly providerCustomer?: string
  readonly amount: number
  readonly currency: string
  readonly state: 'succeeded' | 'declined' | 'open'
  readonly reason?: DeclineReason
}

const fetched = (intent: Stripe.PaymentIntent): FetchedIntent => {
  const { paymentId, customerId } = intent.metadata
  const providerCustomer = typeof intent.customer === 'object' ? intent.customer?.id : intent.customer
  const charged = outcomeOf(intent)
  return {
    intent: intent.id,
    ...(paymentId === undefined ? {} : { paymentId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(providerCustomer === undefined ? {} : { providerCustomer }),
    amount: intent.amount,
    currency: intent.currency,
    state: charged.outcome === 'unknown' ? 'open' : charged.outcome,
    ...(charged.outcome === 'declined' ? { reason: charged.reason } : {}),
  }
}

/** Fetches a provider intent anew; `undefined` where there is none. Throws `ProviderUnavailable`. */
export const fetchIntent = async (intentId: string): Promise<FetchedIntent | undefined> => {
  const intent = await foundBy(provider().paymentIntents.retrieve(intentId))
  return intent && fetched(intent)
}
