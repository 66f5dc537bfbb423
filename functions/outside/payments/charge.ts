import Stripe from 'stripe'
import { provider, unknownReason } from './client.ts'
import { declineReason, outcomeOf, type ChargeOutcome } from './intent.ts'

/** What is charged, and whose card; an amount counts the smallest unit of its currency. */
export interface Charge {
  readonly paymentId: string
  readonly customerId: string
  readonly amount: number
  readonly currency: 'usd'
  readonly providerCustomer: string
  readonly paymentMethod: string
}

/** What became of a charge by its provider intent. Throws where the provider charged something else than what was asked. */
export const chargedBy = (
  intent: Stripe.PaymentIntent,
  {
    paymentId,
    customerId,
    amount,
    currency,
  }: Pick<Charge, 'paymentId' | 'customerId' | 'amount' | 'currency'>,
): ChargeOutcome => {
  const charged = outcomeOf(intent)
  const isAsAsked =
    intent.amount === amount &&
    intent.amount_received === amount &&
    intent.currency === currency &&
    intent.metadata['paymentId'] === paymentId &&
    intent.metadata['customerId'] === customerId
  if (charged.outcome === 'succeeded' && !isAsAsked)
    throw new Error(`The provider charged something else for ${paymentId}: see ${intent.id}`)
  return charged
}

/** Whether the provider refuses the payer or the card, which it does not charge; of some it names no parameter, as of a card that was detached. */
const isAboutTheCard = ({ param, message }: Stripe.errors.StripeInvalidRequestError): boolean =>
  param === undefined ? /payment ?method/i.test(message) : ['customer', 'payment_method'].includes(param)

const refused = (error: unknown): ChargeOutcome => {
  const declined = (code?: string, intent?: string): ChargeOutcome => ({
    outcome: 'declined',
    reason: declineReason(code),
    ...(intent === undefined ? {} : { intent }),
  })
  if (error instanceof Stripe.errors.StripeCardError) return declined(error.code, error.payment_intent?.id)
  if (error instanceof Stripe.errors.StripeInvalidRequestError && isAboutTheCard(error)) return declined()
  return { outcome: 'unknown', reason: unknownReason(error) }
}

/**
 * Charges a card without its owner, once for each payment id, however often it is asked within 24 hours (R45). Throws where the provider
 * charged something else than what was asked.
 */
export const charge = async (asked: Charge): Promise<ChargeOutcome> => {
  const { paymentId, customerId, amount, currency, providerCustomer, paymentMethod } = asked
  let intent: Stripe.PaymentIntent
  try {
    intent = await provider().paymentIntents.create(
      {
        amount,
        currency,
        customer: providerCustomer,
        payment_method: paymentMethod,
        allowed_payment_method_types: ['card'],
        off_session: true,
        confirm: true,
        metadata: { paymentId, customerId },
      },
      { idempotencyKey: paymentId },
    )
  } catch (error) {
    return refused(error)
  }
  return chargedBy(intent, asked)
}
