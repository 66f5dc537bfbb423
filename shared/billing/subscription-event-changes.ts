import { isMapped, type Customer } from '../customers/customer.ts'
import type { Instant } from '../kernel/time.ts'
import { isPaid } from '../subscriptions/plan.ts'
import type { Change } from '../table/record.ts'
import { subscriptionEventRecord } from './records.ts'
import type { EndReason, SubscriptionEvent } from './subscription-event.ts'
import type { Account } from './subscription.ts'

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
