import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId, RefundId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { dueRow } from '../table/due.ts'
import { lastingUlid } from '../table/lasting-ulid.ts'
import { entity, row } from '../table/record.ts'
import { PaymentEvent, tellsOfUnmatchedMoney } from './payment-event.ts'
import { Payment, type PaymentView } from './payment.ts'
import { PaymentRow } from './views.ts'

/** The partition of all payments in the listing index, in the order of their intents. */
export const PAYMENTS = 'PAYMENTS'

/** Sorts payments by the instant of their intent. */
export const paymentPlace = ({
  createdAt,
  paymentId,
}: Pick<PaymentView, 'createdAt' | 'paymentId'>): string => `${createdAt}#${paymentId}`

export const paymentRecord = /* @__PURE__ */ entity({
  kind: 'payment',
  schema: Payment,
  key: ({ paymentId }: { readonly paymentId: PaymentId }) => ({ pk: `PAYMENT#${paymentId}`, sk: 'PAYMENT' }),
  index: (payment) => ({ listingPk: PAYMENTS, listingSk: paymentPlace(payment) }),
})

interface OfSales {
  readonly partnerId: PartnerId
  readonly customerId?: CustomerId | undefined
}

/** The partition of what a partner sold, to all its customers or to one: nobody else's sales are in it, so that a page tells nothing of them. */
export const salesPartition = ({ partnerId, customerId }: OfSales): string =>
  `PAYMENT-LISTING#${partnerId}${customerId === undefined ? '' : `#${customerId}`}`

/** The partition in the listing index of the payments of a customer, whoever sold. */
export const customerPayments = (customerId: CustomerId): string => `PAYMENTS#${customerId}`

type OfRow = Pick<PaymentRow, 'partnerId' | 'customerId' | 'sales' | 'createdAt' | 'paymentId'>

export const paymentRowRecord = /* @__PURE__ */ row({
  kind: 'paymentRow',
  schema: PaymentRow,
  key: ({ partnerId, customerId, sales, ...payment }: OfRow) => ({
    pk: salesPartition(sales === 'all' ? { partnerId } : { partnerId, customerId }),
    sk: paymentPlace(payment),
  }),
  index: ({ sales, customerId, ...payment }) =>
    sales === 'to-customer'
      ? { listingPk: customerPayments(customerId), listingSk: paymentPlace(payment) }
      : {},
})

/** The payment or refund that a request with an idempotency key has begun, for good, so that repeating it never moves money again (R45, R46). */
export const keyedIntentRecord = /* @__PURE__ */ row({
  kind: 'keyedIntent',
  schema: z.object({ digest: z.string(), inputHash: z.string(), intentId: z.union([PaymentId, RefundId]) }),
  key: ({ digest }: { readonly digest: string }) => ({ pk: `INTENT#${digest}`, sk: 'PAYMENT' }),
})

/** The provider's customer of whom a partner or an organisation owns the cards (R43). */
export const payerRecord = /* @__PURE__ */ row({
  kind: 'payer',
  schema: z.object({ ownerId: z.union([PartnerId, CustomerId]), providerCustomer: z.string() }),
  key: ({ ownerId }: { readonly ownerId: PartnerId | CustomerId }) => ({
    pk: `PAYER#${ownerId}`,
    sk: 'PAYER',
  }),
})

/** The partition in the listing index of money that the provider took and that fits no payment. */
export const UNMATCHED_PAYMENTS = 'UNMATCHED-PAYMENTS'

/** Sorts events by the instant at which they were received. */
export const eventPlace = ({ receivedAt, eventId }: Record<'receivedAt' | 'eventId', string>): string =>
  `${receivedAt}#${eventId}`

export const paymentEventRecord = /* @__PURE__ */ row({
  kind: 'paymentEvent',
  schema: PaymentEvent,
  key: ({ eventId }: { readonly eventId: string }) => ({ pk: `EVENT#${eventId}`, sk: 'EVENT' }),
  index: (event) =>
    tellsOfUnmatchedMoney(event) ? { listingPk: UNMATCHED_PAYMENTS, listingSk: eventPlace(event) } : {},
})

/** The resolution, in real time, of a charge whose outcome is not known (R45). */
export const paymentResolveDueRecord = /* @__PURE__ */ dueRow({
  kind: 'paymentResolveDue',
  job: 'payment-resolve',
  id: PaymentId,
})

/** The release of the commission of a payment, at the end of its hold (R47). */
export const commissionReleaseDueRecord = /* @__PURE__ */ dueRow({
  kind: 'commissionReleaseDue',
  job: 'commission-release',
  id: PaymentId,
})

/** Says to which point of real time the table was restored: until an operator deletes it, the provider is asked what it has charged since before a renewal is charged (R45). */
export const restorationRecord = /* @__PURE__ */ row({
  kind: 'restoration',
  schema: z.object({ restoredTo: Instant }),
  key: () => ({ pk: 'RESTORATION', sk: 'RESTORATION' }),
})

/** The id of one attempt to charge a renewal, the same for good, as it is the provider's idempotency key: its time is that of the renewal, all else of it a digest, so that a table which is restored charges no period twice (R45). */
export const renewalPaymentId = (of: {
  readonly customerId: CustomerId
  /** The date of the renewal. */
  readonly periodStart: string
  /** Counted from 1. */
  readonly attempt: number
}): PaymentId => {
  const { customerId, periodStart, attempt } = of
  const ulid = lastingUlid(Date.parse(periodStart), `${customerId} ${periodStart} ${attempt}`)
  return PaymentId.parse(`pay_${ulid}`)
}
