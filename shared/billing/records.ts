import { CustomerId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { Billing } from './billing.ts'
import { SubscriptionEvent, subscriptionEvents } from './subscription-event.ts'

interface OfCustomer {
  readonly customerId: CustomerId
}

/** Absent until the first charge, schedule or card. */
export const billingRecord = /* @__PURE__ */ entity({
  kind: 'billing',
  schema: Billing,
  key: ({ customerId }: OfCustomer) => ({ pk: `BILLING#${customerId}`, sk: 'BILLING' }),
})

/** The renewal of a subscription, at midnight in UTC of its date (R45). */
export const renewalDueRecord = /* @__PURE__ */ dueRow({ kind: 'renewalDue', job: 'renewal', id: CustomerId })

/** The announcement of a yearly renewal to its payer (R45). */
export const renewalNoticeDueRecord = /* @__PURE__ */ dueRow({
  kind: 'renewalNoticeDue',
  job: 'renewal-notice',
  id: CustomerId,
})

/** The next try of a card for a renewal that is not paid (R45). */
export const paymentRetryDueRecord = /* @__PURE__ */ dueRow({
  kind: 'paymentRetryDue',
  job: 'payment-retry',
  id: CustomerId,
})

/** The end of the grace for a renewal that is not paid (R45). */
export const graceEndDueRecord = /* @__PURE__ */ dueRow({
  kind: 'graceEndDue',
  job: 'grace-end',
  id: CustomerId,
})

/** What began and ended of a partner's subscriptions, in the order of time (R49). */
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
