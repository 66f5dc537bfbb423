import * as z from 'zod'
import type { Customer } from '../customers/customer.ts'
import type { Instant } from '../kernel/time.ts'
import { freeSubscription, isPaid, standing, type Subscription } from '../subscriptions/plan.ts'
import { endEarly, isRunning } from '../trials/trial.ts'
import type { Billing, Outcome, Purchase } from './billing.ts'
import { renewalDateOf, startOfDate } from './period.ts'

/** A customer and its billing, which change in one commit. */
export interface Account {
  readonly customer: Customer
  readonly billing: Billing
}

/** What is bought at present, scheduled changes aside; `undefined` on `free`. */
export const purchaseOf = ({ customer: { subscription }, billing }: Account): Purchase | undefined => {
  const { plan, licences, payPeriod } = subscription
  return isPaid(subscription) && payPeriod !== undefined
    ? { plan, licences, payPeriod, storage: billing.storage }
    : undefined
}

/** The states of a subscription. */
export const SubscriptionState = /* @__PURE__ */ z
  .enum(['free', 'active', 'past-due'])
  .meta({ id: 'SubscriptionState' })
export type SubscriptionState = z.infer<typeof SubscriptionState>

/** The state of a subscription at an instant: past due it keeps its plan until the grace ends (R45). */
export const subscriptionState = (subscription: Subscription, at: Instant): SubscriptionState => {
  const now = standing(subscription, at)
  return !isPaid(now) ? 'free' : now.pastDue ? 'past-due' : 'active'
}

/** From when on the subscription reads as `free`: at the end of the grace, or at a renewal that was cancelled or has no partner, which is at once where it is past due; never while a payment, or a refund that ends it, is pending. */
const endOf = ({ customer: { subscription, partnerId }, billing }: Account): Instant | undefined => {
  const { pending, ending, dunning, scheduled } = billing
  if (pending || ending || !isPaid(subscription) || subscription.renewalDate === undefined) return undefined
  if (dunning && partnerId !== undefined) return dunning.graceEndsAt
  return scheduled?.plan === 'free' || partnerId === undefined
    ? startOfDate(subscription.renewalDate)
    : undefined
}

/** The account with the customer's lean copy of what its billing says. */
export const synchronised = (account: Account): Account => {
  const { customer, billing } = account
  const {
    endsAt: _end,
    paymentPending: _pending,
    pastDue: _due,
    cardType: _card,
    ...bought
  } = customer.subscription
  const endsAt = endOf(account)
  return {
    billing,
    customer: {
      ...customer,
      subscription: {
        ...bought,
        ...(endsAt ? { endsAt } : {}),
        ...(billing.pending || billing.ending ? { paymentPending: true } : {}),
        ...(billing.dunning ? { pastDue: true } : {}),
        ...(billing.profile ? { cardType: billing.profile.cardType } : {}),
      },
    },
  }
}

/** The account once a charge has succeeded, or nothing had to be charged: it has what was bought, and a running trial ends (R36, R41). */
export const achieved = (
  { customer, billing }: Account,
  { purchase, cycle, scheduled, carried }: Outcome,
  at: Instant,
): Account => {
  const { scheduled: _former, pending: _done, dunning: _paid, ...rest } = billing
  const { plan, licences, payPeriod, storage } = purchase
  const { trial, subscription } = customer
  return synchronised({
    billing: { ...rest, cycle, storage, carried, ...(scheduled ? { scheduled } : {}) },
    customer: {
      ...customer,
      ...(trial && isRunning(trial, at) ? { trial: endEarly(trial, 'purchased', at) } : {}),
      subscription: {
        plan,
        licences,
        payPeriod,
        renewalDate: renewalDateOf(cycle, payPeriod),
        paidSince: subscription.paidSince ?? at,
        everCharged: true,
      },
    },
  })
}

/** The account on `free`: nobody is deleted, the card stays on file, storage and what was carried are lost (R37). */
export const fallen = ({ customer, billing }: Account): Account => {
  const { customerId, currency, profile, revenues } = billing
  const { everCharged } = customer.subscription
  return synchronised({
    billing: { customerId, currency, storage: [], carried: 0, ...(profile ? { profile } : {}), revenues },
    customer: { ...customer, subscription: { ...freeSubscription, everCharged } },
  })
}
