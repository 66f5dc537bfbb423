import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { paymentView, PaymentView, type Payment } from './payment.ts'
import type { PaymentEvent } from './payment-event.ts'

/** A payment in a list of its partner's sales, of all or of those to its customer, as it is shown; it follows the payment. */
export const PaymentRow = /* @__PURE__ */ z.object({
  ...PaymentView.shape,
  partnerId: PartnerId,
  sales: z.enum(['all', 'to-customer']),
})
export type PaymentRow = z.infer<typeof PaymentRow>

/** A listed payment as the partner who sold sees it. */
export const listedPayment = ({ partnerId: _own, sales: _which, ...payment }: PaymentRow): PaymentView =>
  payment

/** A payment as finance sees it, with the partner whose sale it is. */
const StaffPayment = /* @__PURE__ */ z
  .strictObject({ ...PaymentView.shape, partnerId: PartnerId })
  .meta({ id: 'StaffPayment' })
type StaffPayment = z.infer<typeof StaffPayment>

/** The payment as finance sees it. */
export const staffPayment = (payment: Payment): StaffPayment => ({
  ...paymentView(payment),
  partnerId: payment.partnerId,
})

/** The listed payment as finance sees it. */
export const listedStaffPayment = ({ sales: _which, ...payment }: PaymentRow): StaffPayment => payment

/** Money that the provider says is of a payment which the programme does not know, as its metadata names it (R45). */
const UnmatchedPayment = /* @__PURE__ */ z
  .strictObject({
    state: z.literal('unmatched'),
    eventId: z.string(),
    providerIntent: z.string(),
    paymentId: z.string(),
    customerId: z.string(),
    amount: z.int().meta({ description: 'In minor units of the currency' }),
    currency: z.string(),
    receivedAt: Instant,
  })
  .meta({ id: 'UnmatchedPayment' })

/** What an event says of money for a payment that is not known; nothing where the payment is known. */
export const unmatchedPayments = ({
  unmatched,
  eventId,
  providerIntent,
  receivedAt,
}: PaymentEvent): z.infer<typeof UnmatchedPayment>[] =>
  unmatched ? [{ state: 'unmatched', eventId, providerIntent, ...unmatched, receivedAt }] : []

/** A line of the payments that finance lists. */
export const StaffPaymentLine = /* @__PURE__ */ z.discriminatedUnion('state', [
  StaffPayment,
  UnmatchedPayment,
])
