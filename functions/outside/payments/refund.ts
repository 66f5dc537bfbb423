import Stripe from 'stripe'
import { provider, unknownReason } from './client.ts'

/** What became of a refund; `unknown` where it may have been made, or is not through yet. */
export type RefundOutcome =
  | { readonly outcome: 'succeeded'; readonly refund: string }
  | { readonly outcome: 'failed'; readonly reason: string; readonly refund?: string }
  | { readonly outcome: 'unknown'; readonly reason: string; readonly refund?: string }

/** The statuses of a request that the provider has refused for good; another may be made after all. */
const REFUSED = [400, 402, 404]

/** What a refund of the provider says of itself. */
export const refundOutcomeOf = ({ id, status, failure_reason }: Stripe.Refund): RefundOutcome => {
  if (status === 'succeeded') return { outcome: 'succeeded', refund: id }
  return status === 'failed' || status === 'canceled'
    ? { outcome: 'failed', reason: failure_reason ?? status, refund: id }
    : { outcome: 'unknown', reason: status ?? 'no status', refund: id }
}

/** Gives back a charge, all of it or an amount, once for each key within 24 hours. */
export const refund = async (asked: {
  readonly intent: string
  readonly amount?: number
  readonly key: string
  readonly paymentId: string
  /** The refund that it stands for; what gives surfaced money back stands for none. */
  readonly refundId?: string
}): Promise<RefundOutcome> => {
  const { intent, amount, key, paymentId, refundId } = asked
  try {
    return refundOutcomeOf(
      await provider().refunds.create(
        {
          payment_intent: intent,
          ...(amount === undefined ? {} : { amount }),
          metadata: { paymentId, ...(refundId === undefined ? {} : { refundId }) },
        },
        { idempotencyKey: key },
      ),
    )
  } catch (error) {
    const reason = unknownReason(error)
    return error instanceof Stripe.errors.StripeInvalidRequestError && REFUSED.includes(error.statusCode ?? 0)
      ? { outcome: 'failed', reason }
      : { outcome: 'unknown', reason }
  }
}
