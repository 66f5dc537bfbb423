import * as z from 'zod'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'

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
