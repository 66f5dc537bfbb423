import * as z from 'zod'
import { isMapped, type Customer } from '../customers/customer.ts'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { isPaid, Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'
import { row, type Change } from '../table/record.ts'
import type { Account } from './subscription.ts'

/** Why a subscription ended: it was cancelled, its renewal was never paid, or a refund ended it. */
export const EndReason = z.enum(['cancelled', 'unpaid', 'refunded']).meta({ id: 'SubscriptionEndReason' })
export type EndReason = z.infer<typeof EndReason>

/** The begin or end of a customer's paid subscription, for the reports of its partner at that time (R49). */
export const SubscriptionEvent = z.object({
  partnerId: PartnerId,
  what: z.enum(['new', 'cancelled']),
  at: Instant,
  customerId: CustomerId,
  domain: z.string(),
  plan: Plan,
  licences: Licences,
  payPeriod: PayPeriod,
  /** Of one that ended. */
  reason: EndReason.optional(),
})
export type SubscriptionEvent = z.infer<typeof SubscriptionEvent>

/** The partition of what began, or ended, of a partner's customers. */
export const subscriptionEvents = (partnerId: PartnerId, what: SubscriptionEvent['what']): string =>
  `SUBSCRIPTION-EVENTS#${partnerId}#${what}`

/** Rows are in the order of time. */
export const subscriptionEventRecord = /* @__PURE__ */ row({
  kind: 'subscriptionEvent',
  schema: SubscriptionEvent,
  key: ({
    partnerId,
    what,
    at,
    customerId,
  }: Pick<SubscriptionEvent, 'partnerId' | 'what' | 'at' | 'customerId'>) => ({
    pk: subscriptionEvents(partnerId, what),
    sk: `${at}#${customerId}`,
  }),
})

/** Why a subscription that falls to `free` does so. */
const endReason = ({ billing: { ending, dunning } }: Account, at: Instant): EndReason => {
  if (ending) return 'refunded'
  return dunning && at >= dunning.graceEndsAt ? 'unpaid' : 'cancelled'
}

const told = (
  customer: Customer,
  { what, at, reason }: { what: SubscriptionEvent['what']; at: Instant; reason?: EndReason },
): Change<'subscriptionEvent'>[] => {
  const { customerId, domain, subscription } = customer
  const { plan, licences, payPeriod } = subscription
  if (!isMapped(customer) || payPeriod === undefined) return []
  const { partnerId } = customer
  return [
    subscriptionEventRecord.put({
      partnerId,
      what,
      at,
      customerId,
      domain,
      plan,
      licences,
      payPeriod,
      ...(reason ? { reason } : {}),
    }),
  ]
}

/** Tells the reports of the partner where a change of an account begins or ends a paid subscription (R49). */
export const subscriptionTold = (
  previous: Account,
  next: Account,
  at: Instant,
): Change<'subscriptionEvent'>[] => {
  const before = isPaid(previous.customer.subscription)
  const after = isPaid(next.customer.subscription)
  if (before === after) return []
  return after
    ? told(next.customer, { what: 'new', at })
    : told(previous.customer, { what: 'cancelled', at, reason: endReason(previous, at) })
}
