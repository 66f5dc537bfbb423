import type Stripe from 'stripe'
import type { DeclineReason } from '../../../shared/payments/payment.ts'

/**
 * What became of a charge. `declined`: nothing was and nothing will be charged. `unknown`: it may have been charged, so only the provider's
 * own record decides; with its intent and the status of that where the provider has one that is open.
 */
export type ChargeOutcome =
  | { readonly outcome: 'succeeded'; readonly intent: string }
  | { readonly outcome: 'declined'; readonly reason: DeclineReason; readonly intent?: string }
  | { readonly outcome: 'unknown'; readonly reason: string; readonly intent?: string }

/** The reason of a decline by the code that the provider gives it. */
export const declineReason = (code: string | undefined): DeclineReason =>
  code === 'authentication_required' ? 'authentication-required' : 'declined'

/** What a provider intent says of its charge; one that is neither done nor refused is unknown. */
export const outcomeOf = ({ id, status, last_payment_error }: Stripe.PaymentIntent): ChargeOutcome => {
  if (status === 'succeeded') return { outcome: 'succeeded', intent: id }
  if (status === 'canceled' || (status === 'requires_payment_method' && last_payment_error))
    return { outcome: 'declined', reason: declineReason(last_payment_error?.code), intent: id }
  return { outcome: 'unknown', reason: status, intent: id }
}
