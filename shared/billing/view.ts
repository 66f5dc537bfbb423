import * as z from 'zod'
import { Money, money } from '../kernel/money.ts'
import { PaymentId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { PaymentView } from '../payments/payment.ts'
import { CardType, PayPeriod, Plan, standing } from '../subscriptions/plan.ts'
import { DunningReason, type Dunning, type PaymentProfile } from './billing.ts'
import { PacksView, ScheduledView } from './quote.ts'
import { subscriptionState, SubscriptionState, type Account } from './subscription.ts'

/** A card on file as it is shown (R43). */
export const ProfileView = /* @__PURE__ */ z
  .strictObject({
    cardType: CardType,
    brand: z.string(),
    last4: z.string(),
    expiresAt: z.string().meta({ description: 'The month, as `2030-04`, at whose end it expires' }),
  })
  .meta({ id: 'PaymentProfile' })

/** The card as it is shown (R43). */
export const profileView = ({ cardType, brand, last4, expiresAt }: PaymentProfile) => ({
  cardType,
  brand,
  last4,
  expiresAt,
})

/** A subscription as its partner sees it in the Store (R41, R43, R45). */
export const SubscriptionView = /* @__PURE__ */ z
  .strictObject({
    state: SubscriptionState,
    plan: Plan,
    licences: z.int(),
    payPeriod: PayPeriod.optional(),
    renewalDate: z.iso.date().optional(),
    storage: PacksView,
    scheduled: ScheduledView.optional(),
    pendingPaymentId: PaymentId.optional().meta({
      description: 'The payment whose outcome is not known yet; nothing can be changed meanwhile',
    }),
    profile: ProfileView.optional(),
    carried: Money.optional().meta({
      description: 'The list price that was too small to be charged and goes into the next charge',
    }),
    dunning: z
      .strictObject({
        reason: DunningReason,
        nextAttemptAt: Instant.optional(),
        graceEndsAt: Instant,
      })
      .optional(),
    version: z.int().meta({ description: 'Named by If-Match; 0 before the first change' }),
  })
  .meta({ id: 'Subscription' })

const dunningView = ({ attempts: _count, ...shown }: Dunning) => shown

/** The subscription at an instant, with the version that its billing has. */
export const subscriptionView = (
  account: Account,
  version: number,
  at: Instant,
): z.input<typeof SubscriptionView> => {
  const { customer, billing } = account
  const state = subscriptionState(customer.subscription, at)
  const { plan, licences, payPeriod, renewalDate } = standing(customer.subscription, at)
  const { scheduled, pending, profile, carried, dunning, currency } = billing
  const isPaid = state !== 'free'
  return {
    state,
    plan,
    licences,
    ...(payPeriod ? { payPeriod } : {}),
    ...(renewalDate ? { renewalDate } : {}),
    storage: isPaid ? billing.storage : [],
    ...(isPaid && scheduled ? { scheduled } : {}),
    ...(pending ? { pendingPaymentId: pending.paymentId } : {}),
    ...(profile ? { profile: profileView(profile) } : {}),
    ...(isPaid && carried !== 0 ? { carried: money(carried, currency) } : {}),
    ...(isPaid && dunning ? { dunning: dunningView(dunning) } : {}),
    version,
  }
}

/** What became of a change: the subscription, and the payment where something was charged. */
export const ChangeAnswer = /* @__PURE__ */ z
  .strictObject({
    subscription: SubscriptionView,
    payment: PaymentView.optional(),
    replaces: ScheduledView.optional().meta({ description: 'What was scheduled before in place of this' }),
  })
  .meta({ id: 'SubscriptionChange' })
