import * as z from 'zod'
import { domainNotVerified } from '../customers/customer.ts'
import { http, inStore, operation, schedule } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { addFaults } from '../kernel/issue.ts'
import { paymentDeclined, paymentFailed } from '../payments/payment.ts'
import { cardUnusable, profileMember } from '../payments/profile.ts'
import { RECORDING } from '../payments/touches.ts'
import { CardType } from '../subscriptions/plan.ts'
import { changeFaults, changeMembers } from './change-members.ts'
import { Quote, quoteChanged } from './quote.ts'
import {
  chargeTooLarge,
  licencesBelowActiveUsers,
  mixedChange,
  noScheduledChange,
  nothingToChange,
  paymentPending,
  paymentProfileMissing,
  planYearlyOnly,
  renewalDue,
  scheduledChangeConflict,
  subscriptionFree,
  subscriptionPastDue,
} from './refusals.ts'
import { ChangeAnswer, SubscriptionView } from './view.ts'
import type { ChangeWish } from './wish.ts'

const byCustomer = /* @__PURE__ */ z.strictObject({ customerId: CustomerId })

/** Why a change cannot be made, in the order in which it is said. */
const changeRefusals = () => [
  domainNotVerified,
  paymentPending,
  subscriptionPastDue,
  renewalDue,
  planYearlyOnly,
  nothingToChange,
  mixedChange,
  scheduledChangeConflict,
  licencesBelowActiveUsers,
  paymentProfileMissing,
  chargeTooLarge,
  quoteChanged,
]

export const getSubscription = /* @__PURE__ */ operation('getSubscription', () => ({
  summary: "Read a customer's subscription, what is scheduled, and the card on file",
  rules: ['R41', 'R43', 'R45', 'R63'],
  on: http('GET', '/store/customers/{customerId}/subscription'),
  ...inStore,
  reads: ['billing'],
  input: byCustomer,
  output: SubscriptionView,
}))

const change = () => {
  const { expectedCharge, ...members } = changeMembers()
  return { customerId: CustomerId, ...members, expectedCharge }
}

const refineChange = (asked: ChangeWish, context: z.RefinementCtx): void => {
  addFaults(context, changeFaults(asked))
}

const EXAMPLE = {
  customerId: 'cus_01JBT0Y6Z2H8M4QK9S5V7W3XRA',
  plan: 'standard',
  licences: 10,
  payPeriod: 'yearly',
}

export const quoteSubscription = /* @__PURE__ */ operation('quoteSubscription', () => ({
  summary: 'Ask what a change of the subscription does and costs; nothing is written',
  rules: ['R37', 'R41', 'R42', 'R44', 'R63'],
  on: http('POST', '/store/customers/{customerId}/subscription/quote'),
  ...inStore,
  reads: ['billing', 'seats'],
  input: z
    .strictObject({
      ...change(),
      cardType: CardType.optional().meta({
        description: 'Whose card would pay; that of the card on file unless named',
      }),
    })
    .superRefine(refineChange)
    .meta({ examples: [{ ...EXAMPLE, cardType: 'RC' }] }),
  output: Quote,
  problems: changeRefusals(),
}))

export const changeSubscription = /* @__PURE__ */ operation('changeSubscription', () => ({
  summary:
    'Buy, raise or lower a subscription: what raises is charged now, what lowers waits for the renewal',
  rules: ['R36', 'R37', 'R40', 'R41', 'R42', 'R44', 'R45', 'R63'],
  on: http('PUT', '/store/customers/{customerId}/subscription', 200, 202),
  ...inStore,
  idempotencyKey: 'required',
  ifMatch: 'billing',
  ifMatchMissing: true,
  reads: ['billing', 'customer', 'seats', 'payment', 'keyedIntent', 'payer'],
  puts: [
    'billing',
    'customer',
    'payer',
    'payment',
    'paymentRow',
    'keyedIntent',
    'paymentResolveDue',
    'renewalDue',
    'renewalNoticeDue',
    'subscriptionEvent',
    'ledgerEvent',
    'commissionReleaseDue',
    'outboxEntry',
  ],
  updates: ['customerRow', 'ledgerBalance', 'ledgerMonth'],
  deletes: ['paymentResolveDue', 'trialEndDue', 'trialReminderDue'],
  needs: ['payments'],
  mails: ['payment-receipt', 'payment-declined', 'subscription-changed'],
  input: z
    .strictObject({
      ...change(),
      profile: profileMember()
        .optional()
        .meta({ description: 'The card to put on file with the change; the one on file without it' }),
    })
    .superRefine(refineChange)
    .meta({ examples: [EXAMPLE] }),
  output: ChangeAnswer,
  problems: [...changeRefusals(), cardUnusable, paymentDeclined, paymentFailed],
}))

/** What paying for a renewal writes: its intent, and what became of its charge. */
const paying = {
  puts: [...RECORDING.puts, 'paymentResolveDue'],
  updates: RECORDING.updates,
  needs: ['payments'],
  mails: ['payment-receipt', 'payment-declined', 'subscription-past-due', 'fell-to-free'],
} as const

const A_RUN = { on: schedule('rate(5 minutes)'), timeoutSeconds: 300 } as const

export const renewSubscriptions = /* @__PURE__ */ operation('renewSubscriptions', () => ({
  ...paying,
  ...A_RUN,
  summary: 'Renew the subscriptions that are due: each is charged, goes past due, or falls to free',
  rules: ['R37', 'R41', 'R42', 'R44', 'R45', 'R47'],
  reads: ['billing', 'customer', 'partner', 'payment', 'restoration'],
  lists: ['renewalDue/due'],
  deletes: ['renewalDue', 'paymentResolveDue'],
}))

export const retryPayments = /* @__PURE__ */ operation('retryPayments', () => ({
  ...paying,
  ...A_RUN,
  summary: 'Try the card again for renewals that are not paid: on days 1, 3, 5 and 7, and a new card at once',
  rules: ['R37', 'R44', 'R45', 'R47'],
  reads: ['billing', 'customer', 'partner', 'payment', 'restoration'],
  lists: ['paymentRetryDue/due'],
  deletes: ['paymentRetryDue', 'graceEndDue', 'paymentResolveDue'],
}))

export const endGrace = /* @__PURE__ */ operation('endGrace', () => ({
  ...A_RUN,
  summary:
    'Let subscriptions whose renewal is not paid within 15 days fall to free, and mail both sides once',
  rules: ['R37', 'R45'],
  reads: ['billing', 'customer'],
  lists: ['graceEndDue/due'],
  puts: ['billing', 'customer', 'subscriptionEvent', 'graceEndDue'],
  updates: ['customerRow'],
  deletes: ['graceEndDue', 'paymentRetryDue'],
  mails: ['fell-to-free'],
}))

export const announceRenewals = /* @__PURE__ */ operation('announceRenewals', () => ({
  ...A_RUN,
  summary: 'Announce yearly renewals to who pays them 7 days before, each once',
  rules: ['R45'],
  reads: ['billing', 'customer', 'partner'],
  lists: ['renewalNoticeDue/due'],
  puts: ['renewalNoticeDue'],
  deletes: ['renewalNoticeDue'],
  checks: ['customer'],
  mails: ['renewal-announced'],
}))

export const withdrawScheduledChange = /* @__PURE__ */ operation('withdrawScheduledChange', () => ({
  summary: 'Withdraw what is scheduled for the renewal, a cancellation too',
  rules: ['R41', 'R63'],
  on: http('DELETE', '/store/customers/{customerId}/subscription/scheduled-change'),
  ...inStore,
  ifMatch: 'billing',
  reads: ['billing'],
  puts: ['billing', 'customer', 'renewalNoticeDue'],
  updates: ['customerRow'],
  input: byCustomer,
  output: SubscriptionView,
  problems: [paymentPending, subscriptionPastDue, renewalDue, noScheduledChange],
}))

export const cancelSubscription = /* @__PURE__ */ operation('cancelSubscription', () => ({
  summary: 'Cancel a subscription: it falls to `free` at the renewal, or at once while past due',
  rules: ['R37', 'R41', 'R45', 'R63'],
  on: http('POST', '/store/customers/{customerId}/subscription/cancellation'),
  ...inStore,
  idempotencyKey: 'required',
  ifMatch: 'billing',
  ifMatchMissing: true,
  reads: ['billing'],
  puts: ['billing', 'customer', 'subscriptionEvent', 'outboxEntry'],
  updates: ['customerRow'],
  deletes: ['graceEndDue', 'paymentRetryDue'],
  mails: ['fell-to-free'],
  input: byCustomer,
  output: ChangeAnswer,
  problems: [paymentPending, subscriptionFree, renewalDue, nothingToChange],
}))
