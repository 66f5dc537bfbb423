import * as z from 'zod'
import { PaymentId, RefundId } from '../kernel/id.ts'
import { Money } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { Plan } from '../subscriptions/plan.ts'
import type { Billing } from './billing.ts'

/** A member of a subscription that is changed. */
export const ChangeMember = /* @__PURE__ */ z.enum(['plan', 'licences', 'payPeriod', 'storage'])
export type ChangeMember = z.infer<typeof ChangeMember>

export const nothingToChange = /* @__PURE__ */ problem('nothing-to-change', {
  kind: 'conflict',
  title: 'The subscription is or becomes like this already',
  advice: 'Name what is to be different.',
})
export const mixedChange = /* @__PURE__ */ problem('mixed-change', {
  kind: 'conflict',
  title: 'One change cannot raise and lower the subscription',
  advice: 'Ask for what is raised and for what is lowered in two changes.',
})
export const planYearlyOnly = /* @__PURE__ */ problem(
  'plan-yearly-only',
  {
    kind: 'conflict',
    title: 'The plan is not sold by the month',
    advice: 'Choose the yearly pay period, or another plan.',
  },
  { plan: Plan },
)
export const licencesBelowActiveUsers = /* @__PURE__ */ problem(
  'licences-below-active-users',
  {
    kind: 'conflict',
    title: 'The organisation has more active users than licences would be left',
    advice: 'Ask for as many licences as there are active users, or have users suspended first.',
  },
  { licences: /* @__PURE__ */ z.int(), activeUsers: /* @__PURE__ */ z.int() },
)
export const paymentProfileMissing = /* @__PURE__ */ problem('payment-profile-missing', {
  kind: 'conflict',
  title: 'No card is on file',
  advice: 'Enter a card for the customer first.',
})
export const paymentPending = /* @__PURE__ */ problem(
  'payment-pending',
  {
    kind: 'conflict',
    title: 'The outcome of a payment or refund is not known yet',
    advice: 'Wait until it has an outcome, then decide again.',
  },
  { paymentId: /* @__PURE__ */ PaymentId.optional(), refundId: /* @__PURE__ */ RefundId.optional() },
)

/** Refuses while the outcome of a charge is not known, or that of a refund which ends the subscription. */
export const refuseInFlight = ({ pending, ending }: Pick<Billing, 'pending' | 'ending'>): void => {
  if (pending) throw paymentPending({ paymentId: pending.paymentId })
  if (ending) throw paymentPending({ refundId: ending.refundId })
}

export const subscriptionPastDue = /* @__PURE__ */ problem('subscription-past-due', {
  kind: 'conflict',
  title: 'The renewal of the subscription is not paid',
  advice: 'Enter another card, which is tried at once, or cancel the subscription.',
})
export const renewalDue = /* @__PURE__ */ problem('renewal-due', {
  kind: 'conflict',
  title: 'The subscription is being renewed or is ending',
  advice: 'Wait until that is done, then read the subscription again.',
})
export const scheduledChangeConflict = /* @__PURE__ */ problem(
  'scheduled-change-conflict',
  {
    kind: 'conflict',
    title: 'A scheduled change stands against this',
    advice: 'Withdraw the scheduled change first.',
  },
  { members: /* @__PURE__ */ z.array(ChangeMember) },
)
export const chargeTooLarge = /* @__PURE__ */ problem(
  'charge-too-large',
  {
    kind: 'conflict',
    title: 'This or the next charge would be larger than one payment can be',
    advice: 'Buy less, or a shorter pay period.',
  },
  { most: Money },
)
export const subscriptionFree = /* @__PURE__ */ problem('subscription-free', {
  kind: 'conflict',
  title: 'The customer has no paid plan',
  advice: 'There is nothing to cancel.',
})
export const noScheduledChange = /* @__PURE__ */ problem('no-scheduled-change', {
  kind: 'conflict',
  title: 'No change is scheduled',
  advice: 'There is nothing to withdraw.',
})
