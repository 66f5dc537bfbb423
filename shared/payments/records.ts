import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { Payment, PaymentView } from './payment.ts'

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

/** A payment in a list of its partner's sales, of all or of those to its customer, as it is shown; it follows the payment. */
export const PaymentRow = z.object({
  ...PaymentView.shape,
  partnerId: PartnerId,
  sales: z.enum(['all', 'to-customer']),
})
export type PaymentRow = z.infer<typeof PaymentRow>

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

/** The payment that a request with an idempotency key has begun, for good, so that repeating it never charges again (R45). */
export const keyedIntentRecord = /* @__PURE__ */ row({
  kind: 'keyedIntent',
  schema: z.object({ digest: z.string(), inputHash: z.string(), paymentId: PaymentId }),
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

/** The partition in the listing index of what the provider took for payments that are not known. */
export const UNMATCHED_PAYMENTS = 'UNMATCHED-PAYMENTS'

/** Sorts events by the instant at which they were received. */
export const eventPlace = ({ receivedAt, eventId }: Record<'receivedAt' | 'eventId', string>): string =>
  `${receivedAt}#${eventId}`

/** What the provider reported, kept for good so that it takes effect once; one that names no payment of the table is listed for finance (R45). */
export const PaymentEvent = z.object({
  eventId: z.string(),
  type: z.string(),
  providerIntent: z.string(),
  receivedAt: Instant,
  /** Of an intent that bears our metadata and whose payment the table does not know. */
  unmatched: z
    .object({ paymentId: z.string(), customerId: z.string(), amount: z.int(), currency: z.string() })
    .optional(),
})
export type PaymentEvent = z.infer<typeof PaymentEvent>

export const paymentEventRecord = /* @__PURE__ */ row({
  kind: 'paymentEvent',
  schema: PaymentEvent,
  key: ({ eventId }: { readonly eventId: string }) => ({ pk: `EVENT#${eventId}`, sk: 'EVENT' }),
  index: ({ unmatched, ...event }) =>
    unmatched ? { listingPk: UNMATCHED_PAYMENTS, listingSk: eventPlace(event) } : {},
})

/** The resolution, in real time, of a charge whose outcome is not known (R45). */
export const paymentResolveDueRecord = /* @__PURE__ */ dueRow({
  kind: 'paymentResolveDue',
  job: 'payment-resolve',
  id: PaymentId,
})

/** Says that the table was restored from a backup: until an operator deletes it, the provider is asked before a renewal is charged. */
export const restorationRecord = /* @__PURE__ */ row({
  kind: 'restoration',
  schema: z.object({ restoredAt: Instant }),
  key: () => ({ pk: 'RESTORATION', sk: 'RESTORATION' }),
})
