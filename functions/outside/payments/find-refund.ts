import type Stripe from 'stripe'
import type { DisputeNews, RefundNews } from '../../../shared/payments/refund-event.ts'
import { foundBy, provider, unknownReason } from './client.ts'
import { refundOutcomeOf, type RefundOutcome } from './refund.ts'

const PAGE = 100

const intentOf = (of: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof of === 'object' ? of?.id : of

/** Finds a refund of ours among those of a provider intent; `undefined` where it has none. */
export const findRefund = async ({
  intent,
  refundId,
}: {
  readonly intent: string
  readonly refundId: string
}): Promise<RefundOutcome | undefined> => {
  try {
    for await (const refund of provider().refunds.list({ payment_intent: intent, limit: PAGE }))
      if (refund.metadata?.['refundId'] === refundId) return refundOutcomeOf(refund)
    return undefined
  } catch (error) {
    return { outcome: 'unknown', reason: unknownReason(error) }
  }
}

const refundNews = (refund: Stripe.Refund): RefundNews => {
  const { outcome } = refundOutcomeOf(refund)
  const { refundId, paymentId } = refund.metadata ?? {}
  const intent = intentOf(refund.payment_intent)
  return {
    refund: refund.id,
    ...(refundId === undefined ? {} : { refundId }),
    ...(paymentId === undefined ? {} : { paymentId }),
    ...(intent === undefined ? {} : { intent }),
    amount: refund.amount,
    currency: refund.currency,
    state: outcome === 'unknown' ? 'open' : outcome,
  }
}

/** Fetches a refund of the provider anew; `undefined` where there is none. Throws `ProviderUnavailable`. */
export const fetchRefund = async (id: string): Promise<RefundNews | undefined> => {
  const refund = await foundBy(provider().refunds.retrieve(id))
  return refund && refundNews(refund)
}

/** Fetches a dispute anew; `undefined` where there is none. Throws `ProviderUnavailable`. */
export const fetchDispute = async (id: string): Promise<DisputeNews | undefined> => {
  const dispute = await foundBy(provider().disputes.retrieve(id))
  if (!dispute) return undefined
  const intent = intentOf(dispute.payment_intent)
  return {
    dispute: dispute.id,
    ...(intent === undefined ? {} : { intent }),
    amount: dispute.amount,
    currency: dispute.currency,
    isLost: dispute.status === 'lost',
  }
}
