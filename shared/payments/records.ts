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
  list: z.enum(['all-sales', 'to-customer']),
})
export type PaymentRow = z.infer<typeof PaymentRow>

type OfRow = Pick<PaymentRow, 'partnerId' | 'customerId' | 'list' | 'createdAt' | 'paymentId'>

export const paymentRowRecord = /* @__PURE__ */ row({
  kind: 'paymentRow',
  schema: PaymentRow,
  key: ({ partnerId, customerId, list, ...payment }: OfRow) => ({
    pk: salesPartition(list === 'all-sales' ? { partnerId } : { partnerId, customerId }),
    sk: paymentPlace(payment),
  }),
  index: ({ list, customerId, ...payment }) =>
    list === 'to-customer'
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
  key: ({ ownerId }: { readonly ownerId: PartnerId | CustomerId }) => ({ pk: `PAYER#${ownerId}`, sk: 'PAYER' }),
})

/** What the provider reported, kept for good so that it takes effect once; one that names no payment of the table is listed for finance (R45). */
export const paymentEventRecord = /* @__PURE__ */ row({
  kind: 'paymentEvent',
  schema: z.object({
    eventId: z.string(),
    type: z.string(),
    providerIntent: z.string(),
    receivedAt: Instant,
    /** Of an intent that bears our metadata and whose payment the table does not know. */
    unmatched: z
      .object({ paymentId: z.string(), customerId: z.string(), amount: z.int(), currency: z.string() })
      .optional(),
  }),
  key: ({ eventId }: { readonly eventId: string }) => ({ pk: `EVENT#${eventId}`, sk: 'EVENT' }),
  index: ({ unmatched, receivedAt, eventId }) =>
    unmatched ? { listingPk: 'UNMATCHED-PAYMENTS', listingSk: `${receivedAt}#${eventId}` } : {},
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
