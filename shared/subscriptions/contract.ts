import * as z from 'zod'
import { noPartner } from '../access/access.ts'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId, SubscriptionRequestId } from '../kernel/id.ts'
import { addFaults } from '../kernel/issue.ts'
import { Paragraph } from '../kernel/text.ts'
import {
  StoreSubscriptionRequest,
  SubscriptionRequestAnswer,
  subscriptionRequestClosed,
  subscriptionRequestNotFound,
  subscriptionRequestOpen,
  SubscriptionRequestShown,
  SubscriptionRequestState,
} from './subscription-request.ts'
import { subscriptionManagedByPartner } from './subscription-manager.ts'
import { wishFaults, wishMembers } from './wish.ts'

export const requestSubscriptionChange = /* @__PURE__ */ operation('requestSubscriptionChange', () => ({
  summary: 'Ask our partner for another subscription',
  rules: ['R40', 'R43'],
  on: http('POST', '/organizations/{customerId}/subscription-requests', 201),
  allow: ORGANIZATION_ROLES,
  idempotencyKey: 'accepted',
  reads: ['openSubscriptionRequest'],
  puts: ['subscriptionRequest', 'subscriptionRequestRow', 'openSubscriptionRequest', 'outboxEntry'],
  checks: ['customer'],
  mails: ['subscription-requested'],
  input: z
    .strictObject({ customerId: CustomerId, ...wishMembers() })
    .superRefine(({ customerId: _asked, ...wish }, context) => addFaults(context, wishFaults(wish)))
    .meta({
      description: 'At least one member of the subscription, or a message',
      examples: [
        {
          customerId: 'cus_01JBT0Y6Z2H8M4QK9S5V7W3XRA',
          plan: 'professional',
          licences: 25,
          payPeriod: 'yearly',
          storage: [{ gb: 25, count: 1 }],
          message: 'We grow to 25 people in March.',
        },
      ],
    }),
  output: SubscriptionRequestShown,
  problems: [noPartner, subscriptionRequestOpen],
}))

export const changeOwnSubscription = /* @__PURE__ */ operation('changeOwnSubscription', () => ({
  summary: 'Learn who changes our subscription: always refused, and nothing is written',
  rules: ['R40', 'R54'],
  on: http('PUT', '/organizations/{customerId}/subscription'),
  allow: ORGANIZATION_ROLES,
  isOwn: true,
  alwaysRefused: true,
  reads: ['partner'],
  input: z.strictObject({ customerId: CustomerId }),
  output: z.strictObject({}),
  problems: [subscriptionManagedByPartner],
}))

export const listOrganizationSubscriptionRequests = /* @__PURE__ */ operation(
  'listOrganizationSubscriptionRequests',
  () => ({
    summary: 'Our subscription requests, newest first, with what became of them',
    rules: ['R40'],
    on: http('GET', '/organizations/{customerId}/subscription-requests'),
    allow: ORGANIZATION_ROLES,
    reads: ['subscriptionRequest'],
    lists: ['subscriptionRequestRow'],
    needs: ['cursors'],
    input: z.strictObject({ customerId: CustomerId, ...pageInput }),
    output: pageOf(SubscriptionRequestShown),
  }),
)

export const listSubscriptionRequests = /* @__PURE__ */ operation('listSubscriptionRequests', () => ({
  summary: 'The subscription requests of your customers, newest first',
  rules: ['R40', 'R63'],
  on: http('GET', '/store/subscription-requests'),
  allow: ['partner-admin'],
  surface: 'store',
  keptAfterRevocation: true,
  reads: ['subscriptionRequest', 'customer'],
  lists: ['subscriptionRequestRow', 'subscriptionRequest/listing'],
  needs: ['cursors'],
  input: z.strictObject({
    state: SubscriptionRequestState.optional().meta({
      description: 'Only those in this state; a page may hold fewer than its limit',
    }),
    ...pageInput,
  }),
  output: pageOf(StoreSubscriptionRequest),
}))

export const answerSubscriptionRequest = /* @__PURE__ */ operation('answerSubscriptionRequest', () => ({
  summary: 'Tell an organisation that its subscription request is done or declined',
  rules: ['R40', 'R43', 'R63'],
  on: http('POST', '/store/subscription-requests/{requestId}/answer'),
  allow: ['partner-admin'],
  surface: 'store',
  keptAfterRevocation: true,
  idempotencyKey: 'accepted',
  reads: ['subscriptionRequest', 'customer', 'partner', 'personalDetails'],
  lists: ['administrator'],
  puts: ['subscriptionRequest'],
  deletes: ['openSubscriptionRequest'],
  checks: ['customer'],
  mails: ['subscription-request-answered'],
  input: z.strictObject({
    requestId: SubscriptionRequestId,
    answer: SubscriptionRequestAnswer,
    note: Paragraph(500),
  }),
  output: StoreSubscriptionRequest,
  problems: [subscriptionRequestNotFound, subscriptionRequestClosed],
}))
