import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import type { ChargeResult, DeclineReason, Payment, PaymentIn } from './payment.ts'

export const paymentEventInvalid = /* @__PURE__ */ problem('payment-event-invalid', {
  kind: 'invalid',
  title: 'This is no event that the payment provider has signed just now',
  advice: 'Only the payment provider sends events; it signs each as it sends it.',
})

/** How a provider intent stands; only one that succeeded has taken money. */
export const IntentState = /* @__PURE__ */ z
  .enum(['succeeded', 'declined', 'open'])
  .meta({ id: 'IntentState' })

/** What the provider says of an intent when it is asked. */
export interface IntentNews {
  readonly intent: string
  readonly paymentId?: string
  readonly customerId?: string
  /** Whose card it charges. */
  readonly providerCustomer?: string
  readonly amount: number
  readonly currency: string
  readonly state: z.infer<typeof IntentState>
  readonly reason?: DeclineReason
}

/** The charge that an intent came to; `undefined` while it is open. */
export const resultOf = ({ state, intent, reason = 'declined' }: IntentNews): ChargeResult | undefined => {
  if (state === 'open') return undefined
  return state === 'succeeded' ? { outcome: 'succeeded', intent } : { outcome: 'declined', reason }
}

/** The money that a closed payment has taken, or had surface, if any. */
const takenBy = (payment: Payment): string | undefined => {
  if (payment.state === 'pending') return undefined
  return payment.state === 'succeeded' ? payment.providerIntent : payment.surfaced?.providerIntent
}

/** Whether an intent is the one that a payment stands for: its own ids, amount, currency and payer, and no second one that took money. */
const isOf = (payment: Payment, news: IntentNews): boolean =>
  news.paymentId === payment.paymentId &&
  news.customerId === payment.customerId &&
  news.providerCustomer === payment.profile.providerCustomer &&
  news.amount === payment.charge &&
  news.currency === payment.currency.toLowerCase() &&
  (news.state !== 'succeeded' || (takenBy(payment) ?? news.intent) === news.intent)

/** A payment that ended without money. */
export type Unpaid = PaymentIn<'declined'> | PaymentIn<'failed'>

/**
 * What news of an intent means: the outcome that a payment waits for, money of one that had ended without it, nothing new, or an intent that
 * fits no payment (R45).
 */
export type Meaning<P extends Payment> =
  | { readonly is: 'awaited'; readonly payment: P & PaymentIn<'pending'>; readonly result: ChargeResult }
  | { readonly is: 'surfaced'; readonly payment: P & Unpaid }
  | { readonly is: 'not-settled' | 'old' | 'unmatched' }

const isPending = <P extends Payment>(payment: P): payment is P & PaymentIn<'pending'> =>
  payment.state === 'pending'
const isUnpaid = <P extends Payment>(payment: P): payment is P & Unpaid =>
  payment.state === 'declined' || payment.state === 'failed'

/** Decides what news of an intent means for its payment, as far as that is known. */
export const meaningOf = <P extends Payment>(payment: P | undefined, news: IntentNews): Meaning<P> => {
  if (!payment || !isOf(payment, news)) return { is: 'unmatched' }
  if (isPending(payment)) {
    const result = resultOf(news)
    return result ? { is: 'awaited', payment, result } : { is: 'not-settled' }
  }
  return isUnpaid(payment) && news.state === 'succeeded' && !payment.surfaced
    ? { is: 'surfaced', payment }
    : { is: 'old' }
}

/** The payment with the money that surfaced after its end, and what gave it back; without a refund where the provider refused it for good. */
export const surface = <P extends Unpaid>(
  payment: P,
  { intent: providerIntent, refund }: { readonly intent: string; readonly refund?: string },
  at: Instant,
): P => ({
  ...payment,
  surfaced: { providerIntent, ...(refund === undefined ? {} : { providerRefund: refund }), at },
})
