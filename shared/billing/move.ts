import type { Instant } from '../kernel/time.ts'
import { isPaid, standing } from '../subscriptions/plan.ts'
import type { Billing } from './billing.ts'
import { fallen, synchronised, type Account } from './subscription.ts'

/** The billing without a card of a partner that the customer has left; past due nothing is tried again before another card is there (R14, R45). */
const withoutFormerCard = ({ customer: { partnerId }, billing }: Account): Billing => {
  const { profile, ...rest } = billing
  if (profile?.cardType !== 'RC' || profile.ownerId === partnerId) return billing
  const { dunning, pending } = rest
  if (!dunning || pending) return rest
  const { attempts, graceEndsAt } = dunning
  return { ...rest, dunning: { reason: 'no-profile', attempts, graceEndsAt } }
}

/** Whether the subscription has ended by an instant, and nothing has recorded it yet. */
export const hasEnded = ({ customer: { subscription } }: Pick<Account, 'customer'>, at: Instant): boolean =>
  isPaid(subscription) && !isPaid(standing(subscription, at))

/**
 * The account once its customer has another partner, or none: the card of a former partner is off file; the customer's own card, what is
 * scheduled and a pending payment stay; what has ended by now does not begin again (R14, R16).
 */
export const moved = (account: Account, at: Instant): Account => {
  const { customer, billing } = hasEnded(account, at) ? fallen(account) : account
  return synchronised({ customer, billing: withoutFormerCard({ customer, billing }) })
}
