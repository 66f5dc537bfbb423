import type Stripe from 'stripe'
import { toMillis, type Instant } from '../../../shared/kernel/time.ts'
import type { IntentNews } from '../../../shared/payments/event.ts'
import { world } from '../world.ts'
import { chargedBy, type Charge } from './charge.ts'
import { foundBy, provider, unknownReason } from './client.ts'
import { outcomeOf, type ChargeOutcome } from './intent.ts'

const PAGE = 100
/** The provider's clock may differ from ours. */
const SLACK_SECONDS = 300
const LONGEST_MS = 8_000

const secondsOf = (instant: Instant): number => Math.floor(toMillis(instant) / 1_000)

/**
 * Finds a payment's charge among those of its payer, as the provider's search is behind; `undefined` where it has none. `from` and `to`
 * are the real times between which it was asked for; after 8 s of reading it is unknown. Throws where the provider charged something else than what was asked.
 */
export const findCharge = async (
  asked: Omit<Charge, 'paymentMethod'> & { readonly from: Instant; readonly to: Instant },
): Promise<ChargeOutcome | undefined> => {
  const startedMs = world.realMs()
  const gte = secondsOf(asked.from) - SLACK_SECONDS
  const lte = secondsOf(asked.to) + SLACK_SECONDS
  const intents = provider().paymentIntents.list({
    customer: asked.providerCustomer,
    created: { gte, lte },
    limit: PAGE,
  })
  let found: Stripe.PaymentIntent | undefined
  try {
    for await (const intent of intents) {
      if (world.realMs() - startedMs > LONGEST_MS) return { outcome: 'unknown', reason: 'too many intents' }
      if (intent.metadata['paymentId'] !== asked.paymentId) continue
      found = intent
      if (intent.status === 'succeeded') break
    }
  } catch (error) {
    return { outcome: 'unknown', reason: unknownReason(error) }
  }
  return found && chargedBy(found, asked)
}

const fetched = (intent: Stripe.PaymentIntent): IntentNews => {
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

/** Fetches a provider intent anew; `undefined` where there is none. One without our metadata is not ours. Throws `ProviderUnavailable`. */
export const fetchIntent = async (intentId: string): Promise<IntentNews | undefined> => {
  const intent = await foundBy(provider().paymentIntents.retrieve(intentId))
  return intent && fetched(intent)
}
