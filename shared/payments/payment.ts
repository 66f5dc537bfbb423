import * as z from 'zod'
import { ChargePurpose, PaymentProfile } from '../billing/billing.ts'
import { CustomerId, PartnerId, PaymentId } from '../kernel/id.ts'
import { Currency, Money, money, mulDiv } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'
import type { Transitions } from '../kernel/transitions.ts'
import { CardType } from '../subscriptions/plan.ts'

/** What became of a charge; `failed` where its outcome was never known and nothing was taken (R45). */
export const PaymentState = z
  .enum(['pending', 'succeeded', 'declined', 'failed'])
  .meta({ id: 'PaymentState' })
export type PaymentState = z.infer<typeof PaymentState>

/** Why a card was refused; `authentication-required` where its holder must confirm. */
export const DeclineReason = z.enum(['declined', 'authentication-required']).meta({ id: 'DeclineReason' })
export type DeclineReason = z.infer<typeof DeclineReason>

/** Which states may follow which; late or older news changes nothing. */
export const transitions = {
  pending: ['succeeded', 'declined', 'failed'],
  succeeded: [],
  declined: [],
  failed: [],
} as const satisfies Transitions<PaymentState>

const inEveryState = {
  paymentId: PaymentId,
  customerId: CustomerId,
  /** Whose sale it is: the partner at the intent, whoever manages the customer later. */
  partnerId: PartnerId,
  purpose: ChargePurpose,
  /** The card as it was at the intent. */
  profile: PaymentProfile,
  currency: Currency,
  /** In minor units: the list price, what the partner is granted of it, what the card is charged, and what the partner earns. */
  list: z.int(),
  discount: z.int(),
  charge: z.int(),
  commission: z.int(),
  /** The partner's terms at the intent. */
  discountBps: z.int(),
  holdDays: z.int(),
  /** The first day that it pays for. */
  periodStart: z.iso.date(),
  /** Programme time of the intent, and the same in real time, which the provider goes by. */
  createdAt: Instant,
  intendedAt: Instant,
}
/** Money of a payment that had ended without it: what the provider took, and what gave it back at once, unless it refused to. */
export const Surfaced = /* @__PURE__ */ z
  .strictObject({ providerIntent: z.string(), providerRefund: z.string().optional(), at: Instant })
  .meta({ id: 'SurfacedMoney' })

/** One attempt to charge a card (R43, R44, R45). */
export const Payment = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('pending') }),
  z.object({
    ...inEveryState,
    state: z.literal('succeeded'),
    closedAt: Instant,
    providerIntent: z.string(),
    /** In minor units of the charge: what was given back, and what refunds are to give back whose outcome is not known yet. */
    refunded: z.int().default(0),
    refunding: z.int().default(0),
    /** Since when its commission is released for payout (R47). */
    releasedAt: Instant.optional(),
  }),
  z.object({
    ...inEveryState,
    state: z.literal('declined'),
    closedAt: Instant,
    reason: DeclineReason,
    surfaced: Surfaced.optional(),
  }),
  z.object({
    ...inEveryState,
    state: z.literal('failed'),
    closedAt: Instant,
    surfaced: Surfaced.optional(),
  }),
])
export type Payment = z.infer<typeof Payment>
export type PaymentIn<S extends PaymentState> = Extract<Payment, { state: S }>

/** What the provider said of a charge, or that it knows of none. */
export type ChargeResult =
  | { readonly outcome: 'succeeded'; readonly intent: string }
  | { readonly outcome: 'declined'; readonly reason: DeclineReason }
  | { readonly outcome: 'failed' }

export const paymentDeclined = /* @__PURE__ */ problem(
  'payment-declined',
  {
    kind: 'payment-required',
    title: 'The card was declined',
    advice: 'Set another card, or ask its bank, then send the request with a new key.',
  },
  { reason: DeclineReason, paymentId: PaymentId },
)
export const paymentFailed = /* @__PURE__ */ problem(
  'payment-failed',
  {
    kind: 'payment-required',
    title: 'The payment did not go through',
    advice: 'Nothing was charged; send the request with a new key.',
  },
  { paymentId: PaymentId },
)
export const paymentNotFound = /* @__PURE__ */ problem('payment-not-found', {
  kind: 'missing',
  title: 'There is no such payment',
  advice: 'Choose a payment from your list.',
})

/** Closes a pending payment by what became of its charge. */
export const close = (
  { state: _pending, ...payment }: PaymentIn<'pending'>,
  result: ChargeResult,
  at: Instant,
): Exclude<Payment, { state: 'pending' }> => {
  switch (result.outcome) {
    case 'succeeded':
      return {
        ...payment,
        state: 'succeeded',
        closedAt: at,
        providerIntent: result.intent,
        refunded: 0,
        refunding: 0,
      }
    case 'declined':
      return { ...payment, state: 'declined', closedAt: at, reason: result.reason }
    case 'failed':
      return { ...payment, state: 'failed', closedAt: at }
  }
}

/** What refunds of a total give back of a charge: list price, discount and commission in proportion, so that the order of refunds does not matter (R46). */
export const givenBack = (
  { list, charge, commission }: Pick<Payment, 'list' | 'charge' | 'commission'>,
  refunded: number,
) => {
  const listBack = mulDiv(list, refunded, charge)
  return { list: listBack, discount: listBack - refunded, commission: mulDiv(commission, refunded, charge) }
}

/** When the commission of a charge that succeeded may be redeemed (R47). */
export const availableAtOf = (payment: Payment): Instant | undefined =>
  payment.state === 'succeeded' && payment.commission > 0
    ? plusDays(payment.closedAt, payment.holdDays)
    : undefined

/** A payment as its partner and the programme team see it. */
export const PaymentView = z
  .strictObject({
    paymentId: PaymentId,
    customerId: CustomerId,
    state: PaymentState,
    reason: DeclineReason.optional(),
    purpose: ChargePurpose,
    list: Money,
    discount: Money,
    charge: Money,
    commission: Money,
    refunded: Money,
    clawedBack: Money.meta({ description: 'What refunds have taken back of the commission' }),
    cardType: CardType,
    payer: z.enum(['partner', 'customer']),
    availableAt: Instant.optional(),
    createdAt: Instant,
    closedAt: Instant.optional(),
    periodStart: z.iso.date(),
  })
  .meta({ id: 'Payment' })
export type PaymentView = z.infer<typeof PaymentView>

/** Who a card belongs to. */
export const payerOf = ({ cardType }: { readonly cardType: CardType }): 'partner' | 'customer' =>
  cardType === 'RC' ? 'partner' : 'customer'

/** The payment as it is shown (R44). */
export const paymentView = (payment: Payment): PaymentView => {
  const { paymentId, customerId, state, purpose, currency, profile, createdAt, periodStart } = payment
  const availableAt = availableAtOf(payment)
  const isTaken = payment.state === 'pending' || payment.state === 'succeeded'
  const refunded = payment.state === 'succeeded' ? payment.refunded : 0
  return {
    paymentId,
    customerId,
    state,
    ...(payment.state === 'declined' ? { reason: payment.reason } : {}),
    purpose,
    list: money(payment.list, currency),
    discount: money(payment.discount, currency),
    charge: money(payment.charge, currency),
    commission: money(isTaken ? payment.commission : 0, currency),
    refunded: money(refunded, currency),
    clawedBack: money(refunded === 0 ? 0 : givenBack(payment, refunded).commission, currency),
    cardType: profile.cardType,
    payer: payerOf(profile),
    ...(availableAt ? { availableAt } : {}),
    createdAt,
    ...(payment.state === 'pending' ? {} : { closedAt: payment.closedAt }),
    periodStart,
  }
}
