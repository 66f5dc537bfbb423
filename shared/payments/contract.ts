import * as z from 'zod'
import { SubscriptionView } from '../billing/view.ts'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { CardType } from '../subscriptions/plan.ts'
import { paymentEventInvalid } from './event.ts'
import { cardUnusable, NAMES_ONE_CARD, namesOneCard, profileMembers } from './profile.ts'

/** What a partner does with the card on file of its customer in the Store, after a revocation too (R63). */
const inStore = { allow: ['partner-admin'], surface: 'store', keptAfterRevocation: true } as const

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

export const receivePaymentEvent = /* @__PURE__ */ operation('receivePaymentEvent', () => ({
  summary: 'Take what the payment provider reports of a charge',
  rules: ['R45'],
  on: http('POST', '/payment-events'),
  allow: 'public',
  signed: { header: 'Stripe-Signature', maxBytes: 256 * 1_024, refusal: paymentEventInvalid },
  reads: ['paymentEvent', 'payment', 'customer', 'billing'],
  puts: [
    'paymentEvent',
    'payment',
    'paymentRow',
    'billing',
    'customer',
    'renewalDue',
    'renewalNoticeDue',
    'paymentRetryDue',
    'graceEndDue',
    'ledgerEvent',
    'outboxEntry',
  ],
  updates: ['customerRow', 'ledgerBalance'],
  deletes: ['paymentResolveDue', 'trialEndDue', 'trialReminderDue', 'paymentRetryDue', 'graceEndDue'],
  needs: ['payments', 'payment-events'],
  mails: [
    'payment-receipt',
    'payment-declined',
    'subscription-changed',
    'subscription-past-due',
    'fell-to-free',
  ],
  input: z.strictObject({}),
  output: z.strictObject({ received: z.literal(true) }),
}))
