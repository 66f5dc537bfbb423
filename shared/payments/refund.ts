import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId, RefundId } from '../kernel/id.ts'
import { Currency, Money, money } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Transitions } from '../kernel/transitions.ts'
import { givenBack, type Payment, type PaymentIn } from './payment.ts'

/** What became of a refund. */
export const RefundState = z.enum(['pending', 'succeeded', 'failed']).meta({ id: 'RefundState' })
export type RefundState = z.infer<typeof RefundState>

/** Why money is given back; `dispute` where the provider took it after a dispute that was lost (R46). */
export const RefundReason = z
  .enum(['requested', 'duplicate', 'fraudulent', 'dispute', 'other'])
  .meta({ id: 'RefundReason' })
export type RefundReason = z.infer<typeof RefundReason>

/** Which states may follow which; late or older news changes nothing. */
export const refundTransitions = {
  pending: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
} as const satisfies Transitions<RefundState>

const inEveryState = {
  refundId: RefundId,
  paymentId: PaymentId,
  customerId: CustomerId,
  /** Whose sale it was, who bears the claw-back (R46). */
  partnerId: PartnerId,
  reason: RefundReason,
  note: z.string().optional(),
  currency: Currency,
  /** In minor units of the charge. */
  amount: z.int(),
  endsSubscription: z.boolean(),
  /** Programme time of the intent, and the same in real time, which the provider goes by. */
  createdAt: Instant,
  intendedAt: Instant,
}

/** One attempt to give back a payment, or a part of it (R46). */
export const Refund = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('pending') }),
  z.object({
    ...inEveryState,
    state: z.literal('succeeded'),
    closedAt: Instant,
    /** The refund at the provider, or the dispute there that was lost. */
    providerRefund: z.string(),
    /** In minor units: what went back of the list price, of the discount and of the commission. */
    list: z.int(),
    discount: z.int(),
    clawedBack: z.int(),
  }),
  z.object({ ...inEveryState, state: z.literal('failed'), closedAt: Instant }),
])
export type Refund = z.infer<typeof Refund>
export type RefundIn<S extends RefundState> = Extract<Refund, { state: S }>

/** What the provider said of a refund. */
export type RefundResult =
  { readonly outcome: 'succeeded'; readonly refund: string } | { readonly outcome: 'failed' }

export const paymentNotRefundable = /* @__PURE__ */ problem('payment-not-refundable', {
  kind: 'conflict',
  title: 'Nothing of the payment can be given back',
  advice: 'Only a payment that succeeded is refunded, as far as it was not refunded before.',
})
export const refundExceedsPayment = /* @__PURE__ */ problem(
  'refund-exceeds-payment',
  {
    kind: 'conflict',
    title: 'The refund is more than what is left of the payment',
    advice: 'Refund what is left, or less.',
  },
  { left: Money },
)
export const refundFailed = /* @__PURE__ */ problem(
  'refund-failed',
  {
    kind: 'conflict',
    title: 'The payment provider did not give the money back',
    advice: 'Nothing has changed; look at the payment at the provider, then send the request with a new key.',
  },
  { refundId: RefundId },
)

/** What can still be given back of a payment, with what pending refunds are to give back deducted, in minor units. */
export const leftOf = ({ charge, refunded, refunding }: PaymentIn<'succeeded'>): number =>
  charge - refunded - refunding

/** How much a refund gives back, all that is left unless told; refuses more than that (R46). */
export const refundable = <P extends Payment>(
  payment: P,
  asked: number | undefined,
): { readonly payment: P & PaymentIn<'succeeded'>; readonly amount: number } => {
  if (!isSucceeded(payment)) throw paymentNotRefundable()
  const left = leftOf(payment)
  if (asked !== undefined && asked > left) throw refundExceedsPayment({ left: money(left, payment.currency) })
  const amount = asked ?? left
  if (amount === 0) throw paymentNotRefundable()
  return { payment, amount }
}

/** Whether a payment has taken money. */
export const isSucceeded = <P extends Payment>(payment: P): payment is P & PaymentIn<'succeeded'> =>
  payment.state === 'succeeded'

/** What a refund gives back of list price, discount and commission after all that was given back before it (R46). */
export const sharesOf = (payment: PaymentIn<'succeeded'>, amount: number) => {
  const before = givenBack(payment, payment.refunded)
  const after = givenBack(payment, payment.refunded + amount)
  return {
    list: after.list - before.list,
    discount: after.discount - before.discount,
    clawedBack: after.commission - before.commission,
  }
}

/** A refund as finance sees it; pending, it tells what it gives back as far as nothing else is refunded before. */
export const RefundView = /* @__PURE__ */ z
  .strictObject({
    refundId: RefundId,
    paymentId: PaymentId,
    customerId: CustomerId,
    partnerId: PartnerId,
    state: RefundState,
    reason: RefundReason,
    note: z.string().optional(),
    amount: Money,
    list: Money,
    discount: Money,
    clawedBack: Money,
    endsSubscription: z.boolean(),
    createdAt: Instant,
    closedAt: Instant.optional(),
  })
  .meta({ id: 'Refund' })
export type RefundView = z.infer<typeof RefundView>

/** The refund of a payment as finance sees it (R46). */
export const refundView = (refund: Refund, payment: Payment): RefundView => {
  const { refundId, paymentId, customerId, partnerId, state, reason, note, currency, amount } = refund
  const shares =
    refund.state === 'succeeded'
      ? refund
      : refund.state === 'pending' && isSucceeded(payment)
        ? sharesOf(payment, amount)
        : { list: 0, discount: 0, clawedBack: 0 }
  return {
    refundId,
    paymentId,
    customerId,
    partnerId,
    state,
    reason,
    ...(note === undefined ? {} : { note }),
    amount: money(amount, currency),
    list: money(shares.list, currency),
    discount: money(shares.discount, currency),
    clawedBack: money(shares.clawedBack, currency),
    endsSubscription: refund.endsSubscription,
    createdAt: refund.createdAt,
    ...(refund.state === 'pending' ? {} : { closedAt: refund.closedAt }),
  }
}
