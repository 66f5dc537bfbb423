import type { RefundId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import type { Payment, PaymentIn } from './payment.ts'
import { leftOf, sharesOf, type Refund, type RefundIn, type RefundResult } from './refund.ts'

/** What the provider says of a refund when it is asked. */
export interface RefundNews {
  readonly refund: string
  readonly refundId?: string
  readonly paymentId?: string
  readonly intent?: string
  readonly amount: number
  readonly currency: string
  readonly state: 'succeeded' | 'failed' | 'open'
}

/** What the provider says of a dispute when it is asked. */
export interface DisputeNews {
  readonly dispute: string
  readonly intent?: string
  readonly amount: number
  readonly currency: string
  readonly isLost: boolean
}

/**
 * What news of a refund means: the outcome that it waits for, nothing yet, nothing new, that money came back which had gone, or money that
 * went back and fits no refund (R46).
 */
export type RefundMeaning<R extends Refund> =
  | { readonly is: 'awaited'; readonly refund: R & RefundIn<'pending'>; readonly result: RefundResult }
  | { readonly is: 'not-settled' | 'old' | 'came-back' | 'unmatched' }

const isPending = <R extends Refund>(refund: R): refund is R & RefundIn<'pending'> =>
  refund.state === 'pending'

/** Whether a refund of the provider is the one that a refund stands for: its own id, intent, amount and currency, and no second one. */
const isOf = (refund: Refund, payment: Payment, news: RefundNews): boolean =>
  news.refundId === refund.refundId &&
  payment.state === 'succeeded' &&
  news.intent === payment.providerIntent &&
  news.amount === refund.amount &&
  news.currency === refund.currency.toLowerCase() &&
  (refund.state !== 'succeeded' || refund.providerRefund === news.refund)

/** Decides what news of a refund means for the refund, as far as that is known. */
export const refundMeaningOf = <R extends Refund>(
  refund: R,
  payment: Payment,
  news: RefundNews,
): RefundMeaning<R> => {
  const { state } = news
  if (!isOf(refund, payment, news)) return { is: 'unmatched' }
  if (isPending(refund)) {
    if (state === 'open') return { is: 'not-settled' }
    return state === 'failed'
      ? { is: 'awaited', refund, result: { outcome: 'failed' } }
      : { is: 'awaited', refund, result: { outcome: 'succeeded', refund: news.refund } }
  }
  if (refund.state === 'succeeded') return { is: state === 'failed' ? 'came-back' : 'old' }
  return { is: state === 'succeeded' ? 'unmatched' : 'old' }
}

/** Whether a dispute is of the charge of a payment, in its currency. */
export const isDisputeOf = (
  { providerIntent, currency }: PaymentIn<'succeeded'>,
  dispute: Pick<DisputeNews, 'intent' | 'currency'>,
): boolean => dispute.intent === providerIntent && dispute.currency === currency.toLowerCase()

/** The refund that a lost dispute is: what the provider took of what is left of the payment; `undefined` where nothing is left (R46). */
export const disputeRefund = (
  payment: PaymentIn<'succeeded'>,
  { dispute, amount: disputed }: Pick<DisputeNews, 'dispute' | 'amount'>,
  {
    refundId,
    at,
    intendedAt,
  }: { readonly refundId: RefundId; readonly at: Instant; readonly intendedAt: Instant },
): RefundIn<'succeeded'> | undefined => {
  const amount = Math.min(disputed, leftOf(payment))
  if (amount <= 0) return undefined
  const { paymentId, customerId, partnerId, currency } = payment
  return {
    refundId,
    paymentId,
    customerId,
    partnerId,
    reason: 'dispute',
    currency,
    amount,
    endsSubscription: false,
    createdAt: at,
    intendedAt,
    state: 'succeeded',
    closedAt: at,
    providerRefund: dispute,
    ...sharesOf(payment, amount),
  }
}
