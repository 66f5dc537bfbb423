import * as z from 'zod'
import { paymentPending } from '../billing/refusals.ts'
import { SubscriptionView } from '../billing/view.ts'
import { http, inStore, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { inOrder } from '../kernel/days.ts'
import { CustomerId, PaymentId } from '../kernel/id.ts'
import { MovedMoney } from '../kernel/money.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { CardType } from '../subscriptions/plan.ts'
import { paymentEventInvalid } from './event.ts'
import { paymentsExportTooLarge } from './export.ts'
import { paymentFilter } from './filter.ts'
import { paymentNotFound, PaymentState, PaymentView } from './payment.ts'
import { cardUnusable, NAMES_ONE_CARD, namesOneCard, profileMembers } from './profile.ts'
import {
  paymentNotRefundable,
  refundExceedsPayment,
  refundFailed,
  RefundReason,
  RefundView,
} from './refund.ts'
import { REFUNDING, SETTLING } from './touches.ts'
import { StaffPaymentLine } from './views.ts'

export const listPayments = /* @__PURE__ */ operation('listPayments', () => ({
  summary: 'List the payments of your sales, newest first',
  rules: ['R44', 'R49', 'R63'],
  on: http('GET', '/payments'),
  ...inStore,
  lists: ['paymentRow'],
  needs: ['cursors'],
  input: z.strictObject({ ...paymentFilter(), ...pageInput }).superRefine(inOrder),
  output: pageOf(PaymentView),
}))

export const exportPayments = /* @__PURE__ */ operation('exportPayments', () => ({
  summary: 'The payments of your sales as a CSV file, newest first',
  rules: ['R44', 'R49', 'R63'],
  on: http('GET', '/payments.csv'),
  ...inStore,
  lists: ['paymentRow'],
  input: z.strictObject(paymentFilter()).superRefine(inOrder),
  produces: { 'payments.csv': 'text/csv' },
  output: z.string(),
  problems: [paymentsExportTooLarge],
}))

export const getPayment = /* @__PURE__ */ operation('getPayment', () => ({
  summary: 'Read a payment of your sales, also after the customer has moved',
  rules: ['R44', 'R63'],
  on: http('GET', '/payments/{paymentId}'),
  ...inStore,
  reads: ['payment'],
  input: z.strictObject({ paymentId: PaymentId }),
  output: PaymentView,
  problems: [paymentNotFound],
}))

export const listStaffPayments = /* @__PURE__ */ operation('listStaffPayments', () => ({
  summary: 'List all payments, newest first, or money that the provider took and that fits no payment',
  rules: ['R44', 'R45'],
  on: http('GET', '/staff/payments'),
  allow: ['finance'],
  lists: ['payment/listing', 'paymentRow/listing', 'paymentEvent/listing'],
  needs: ['cursors'],
  input: z
    .strictObject({
      ...paymentFilter(),
      state: z
        .enum([...PaymentState.options, 'unmatched'])
        .optional()
        .meta({ description: '`unmatched` is money that the provider took and that fits no payment' }),
      ...pageInput,
    })
    .superRefine(inOrder)
    .superRefine(({ state, cardType }, context) => {
      if (state === 'unmatched' && cardType !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['cardType'],
          message: 'must be absent, as nobody knows the card of what is unmatched',
        })
    }),
  output: pageOf(StaffPaymentLine),
}))

export const startCardEntry = /* @__PURE__ */ operation('startCardEntry', () => ({
  summary: "Open the payment provider's page at which the owner of a card enters it",
  rules: ['R43', 'R63'],
  on: http('POST', '/store/customers/{customerId}/payment-profile/entry', 201),
  ...inStore,
  idempotencyKey: 'required',
  reads: ['payer'],
  puts: ['payer'],
  needs: ['payments', 'store-page'],
  input: z.strictObject({ customerId: CustomerId, cardType: CardType }),
  output: z.strictObject({
    url: z.url().meta({ description: 'Where to send the owner of the card; it comes back with `entry`' }),
    expiresAt: Instant,
  }),
}))

export const setPaymentProfile = /* @__PURE__ */ operation('setPaymentProfile', () => ({
  summary: 'Put a card on file for a customer; it counts from the next charge',
  rules: ['R43', 'R44', 'R45', 'R63'],
  on: http('PUT', '/store/customers/{customerId}/payment-profile'),
  ...inStore,
  idempotencyKey: 'required',
  ifMatch: 'billing',
  ifMatchMissing: true,
  reads: ['billing', 'payer'],
  puts: ['billing', 'customer', 'payer', 'paymentRetryDue'],
  updates: ['customerRow'],
  needs: ['payments'],
  input: z
    .strictObject({ customerId: CustomerId, ...profileMembers() })
    .refine(namesOneCard, NAMES_ONE_CARD)
    .meta({
      examples: [
        { customerId: 'cus_01JBT0Y6Z2H8M4QK9S5V7W3XRA', cardType: 'RC', paymentMethod: 'pm_card_visa' },
      ],
    }),
  output: SubscriptionView,
  problems: [cardUnusable],
}))

export const refundPayment = /* @__PURE__ */ operation('refundPayment', () => ({
  summary: 'Give back a payment or a part of it; its commission is clawed back in proportion',
  rules: ['R44', 'R46', 'R47'],
  on: http('POST', '/staff/payments/{paymentId}/refunds', 201, 202),
  allow: ['finance'],
  idempotencyKey: 'required',
  ...REFUNDING,
  reads: ['payment', 'refund', 'customer', 'billing', 'keyedIntent'],
  puts: [...REFUNDING.puts, 'keyedIntent', 'refundResolveDue', 'outboxEntry'],
  needs: ['payments'],
  input: z
    .strictObject({
      paymentId: PaymentId,
      amount: MovedMoney.optional().meta({ description: 'All that is left of the payment without it' }),
      reason: RefundReason.exclude(['dispute']),
      note: Paragraph(500).optional(),
      endsSubscription: z
        .boolean()
        .optional()
        .meta({ description: 'Whether the subscription falls to `free` once the money has gone back' }),
    })
    .meta({
      examples: [
        {
          paymentId: 'pay_01JBT0Y6Z2H8M4QK9S5V7W3XRA',
          amount: { currency: 'USD', minor: 1_500 },
          reason: 'requested',
        },
      ],
    }),
  output: RefundView,
  problems: [paymentNotFound, paymentNotRefundable, refundExceedsPayment, paymentPending, refundFailed],
}))

export const receivePaymentEvent = /* @__PURE__ */ operation('receivePaymentEvent', () => ({
  summary: 'Take what the payment provider reports of a charge, a refund or a dispute',
  rules: ['R45', 'R46'],
  on: http('POST', '/payment-events'),
  allow: 'public',
  signed: { header: 'Stripe-Signature', maxBytes: 256 * 1_024, refusal: paymentEventInvalid },
  ...SETTLING,
  reads: ['paymentEvent', 'payment', 'refund', 'customer', 'billing'],
  puts: [...SETTLING.puts, 'paymentEvent', 'disputeDue', 'outboxEntry'],
  needs: ['payments', 'payment-events'],
  input: z.strictObject({}),
  output: z.strictObject({ received: z.literal(true) }),
}))

export const resolvePayments = /* @__PURE__ */ operation('resolvePayments', () => ({
  summary: 'Record what became of charges and refunds whose answer was lost, and disputes that waited for it',
  rules: ['R36', 'R41', 'R44', 'R45', 'R46', 'R47'],
  on: schedule('rate(1 minute)'),
  ...SETTLING,
  reads: ['billing', 'customer', 'payment', 'refund', 'restoration'],
  lists: ['paymentResolveDue/due', 'refundResolveDue/due', 'disputeDue/due'],
  puts: [...SETTLING.puts, 'paymentResolveDue', 'refundResolveDue', 'disputeDue'],
  deletes: [...SETTLING.deletes, 'disputeDue'],
  needs: ['payments'],
  timeoutSeconds: 300,
}))
