import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { IntentState } from './event.ts'
import type { PaymentEvent } from './payment-event.ts'
import { paymentView, PaymentView, Surfaced, type Payment } from './payment.ts'

/** A payment in a list of its partner's sales, of all or of those to its customer, as it is shown; it follows the payment. */
export const PaymentRow = /* @__PURE__ */ z.object({
  ...PaymentView.shape,
  partnerId: PartnerId,
  sales: z.enum(['all', 'to-customer']),
  surfaced: Surfaced.optional(),
})
export type PaymentRow = z.infer<typeof PaymentRow>

/** A listed payment as the partner who sold sees it. */
export const listedPayment = ({
  partnerId: _own,
  sales: _which,
  surfaced: _ofFinance,
  ...payment
}: PaymentRow): PaymentView => payment

/** A payment as finance sees it, with the partner whose sale it is, and money that surfaced after its end. */
const StaffPayment = /* @__PURE__ */ z
  .strictObject({ ...PaymentView.shape, partnerId: PartnerId, surfaced: Surfaced.optional() })
  .meta({ id: 'StaffPayment' })
type StaffPayment = z.infer<typeof StaffPayment>

/** The payment as finance sees it. */
export const staffPayment = (payment: Payment): StaffPayment => ({
  ...paymentView(payment),
  partnerId: payment.partnerId,
  ...('surfaced' in payment && payment.surfaced ? { surfaced: payment.surfaced } : {}),
})

/** The listed payment as finance sees it. */
export const listedStaffPayment = ({ sales: _which, ...payment }: PaymentRow): StaffPayment => payment

/** Money that the provider took and that fits no payment of the programme, with the ids that its metadata names (R45). */
const UnmatchedPayment = /* @__PURE__ */ z
  .strictObject({
    state: z.literal('unmatched'),
    eventId: z.string(),
    providerIntent: z.string(),
    providerState: IntentState,
    paymentId: z.string(),
    customerId: z.string(),
    amount: z.int().meta({ description: 'In minor units of the currency' }),
    currency: z.string(),
    receivedAt: Instant,
  })
  .meta({ id: 'UnmatchedPayment' })

/** What an event says of money that fits no payment. */
export const unmatchedPayments = ({
  unmatched,
  eventId,
  providerIntent,
  receivedAt,
}: PaymentEvent): z.infer<typeof UnmatchedPayment>[] => {
  if (!unmatched) return []
  const { state: providerState, ...named } = unmatched
  return [{ ...named, state: 'unmatched', eventId, providerIntent, providerState, receivedAt }]
}

/** A line of the payments that finance lists. */
export const StaffPaymentLine = /* @__PURE__ */ z.discriminatedUnion('state', [
  StaffPayment,
  UnmatchedPayment,
])
