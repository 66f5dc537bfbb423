import * as z from 'zod'
import { EndReason, type SubscriptionEvent } from '../billing/subscription-event.ts'
import { subscriptionState } from '../billing/subscription.ts'
import type { CustomerSummary } from '../customers/customer.ts'
import { CustomerId, PaymentId, RefundId } from '../kernel/id.ts'
import { Money, money } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'
import { RefundReason, type Refund, type RefundIn } from '../payments/refund.ts'
import { CardType, Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'

/** The reports of a partner (R49). */
export const Report = /* @__PURE__ */ z
  .enum([
    'payments',
    'transactions',
    'upcoming-renewals',
    'failing-to-renew',
    'new',
    'cancelled',
    'refunds',
    'sales-by-month',
    'customer-count',
    'commission-by-month',
  ])
  .meta({ id: 'Report' })
export type Report = z.infer<typeof Report>

/** A customer whose subscription is renewed next, or whose last renewal is not paid. */
export const RenewalLine = /* @__PURE__ */ z
  .strictObject({
    customerId: CustomerId,
    organizationName: z.string(),
    domain: z.string(),
    plan: Plan,
    licences: Licences,
    payPeriod: PayPeriod,
    renewalDate: z.iso.date(),
    cardType: CardType.optional().meta({ description: 'Whose card is on file; absent where none is' }),
  })
  .meta({ id: 'RenewalLine' })
export type RenewalLine = z.infer<typeof RenewalLine>

interface Listed {
  readonly summary: CustomerSummary
}

/** The subscription of a customer that has been paid for, as a report of renewals has it. */
export const renewalLine = ({ summary }: Listed): RenewalLine => {
  const { customerId, organizationName, domain, subscription } = summary
  const { plan, licences, payPeriod, renewalDate, cardType } = subscription
  if (!payPeriod || !renewalDate) throw new Error(`${customerId} has nothing to renew`)
  return {
    customerId,
    organizationName,
    domain,
    plan,
    licences,
    payPeriod,
    renewalDate,
    ...(cardType ? { cardType } : {}),
  }
}

/** Whether a subscription is to be renewed, from a day on if told: it is paid, and nobody has cancelled it. One whose renewal is under way is still to be renewed. */
export const isUpcoming = (
  { summary: { subscription } }: Listed,
  from: string | undefined,
  at: Instant,
): boolean =>
  subscriptionState(subscription, at) === 'active' &&
  subscription.endsAt === undefined &&
  subscription.renewalDate !== undefined &&
  (from === undefined || subscription.renewalDate >= from)

/** Whether the renewal of a subscription is not paid, and its grace is not over (R45). */
export const isFailing = ({ summary: { subscription } }: Listed, at: Instant): boolean =>
  subscriptionState(subscription, at) === 'past-due'

/** The begin or end of a customer's paid subscription. */
export const SubscriptionLine = /* @__PURE__ */ z
  .strictObject({
    at: Instant,
    customerId: CustomerId,
    domain: z.string(),
    plan: Plan,
    licences: Licences,
    payPeriod: PayPeriod,
    reason: EndReason.optional().meta({ description: 'Why it ended' }),
  })
  .meta({ id: 'SubscriptionLine' })
export type SubscriptionLine = z.infer<typeof SubscriptionLine>

/** The begin or end of a subscription, as a report has it. */
export const subscriptionLine = ({
  partnerId: _own,
  what: _report,
  ...line
}: SubscriptionEvent): SubscriptionLine => line

/** What was given back of a payment; all amounts are positive. */
export const RefundLine = /* @__PURE__ */ z
  .strictObject({
    refundId: RefundId,
    at: Instant,
    paymentId: PaymentId,
    customerId: CustomerId,
    reason: RefundReason,
    amount: Money,
    list: Money.meta({ description: 'What went back of the list price' }),
    discount: Money.meta({ description: 'What went back of the discount' }),
    clawedBack: Money.meta({ description: 'What was taken back of the commission' }),
  })
  .meta({ id: 'RefundLine' })
export type RefundLine = z.infer<typeof RefundLine>

/** Whether the money of a refund went back. */
export const isGivenBack = (refund: Refund): refund is RefundIn<'succeeded'> => refund.state === 'succeeded'

/** A refund as a report has it (R46). */
export const refundLine = (refund: Refund): RefundLine => {
  if (!isGivenBack(refund)) throw new Error(`${refund.refundId} has given nothing back`)
  const { refundId, closedAt, paymentId, customerId, reason, currency } = refund
  return {
    refundId,
    at: closedAt,
    paymentId,
    customerId,
    reason,
    amount: money(refund.amount, currency),
    list: money(refund.list, currency),
    discount: money(refund.discount, currency),
    clawedBack: money(refund.clawedBack, currency),
  }
}
