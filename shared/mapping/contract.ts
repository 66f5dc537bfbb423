import * as z from 'zod'
import { noPartner } from '../access/access.ts'
import { goneWithCustomer } from '../customers/claim.ts'
import { http, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { DomainToFind } from '../domains/domain-to-find.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId, TagRequestId, TransferId } from '../kernel/id.ts'
import { accessRevoked, customerNotFound } from '../kernel/problems.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyMapped, MappingAnswer } from './mapping.ts'
import { domainNotVerified } from '../customers/customer.ts'
import { partnerCodeInvalid } from './partner-code.ts'
import {
  Message,
  OrganizationTagRequest,
  OwnTagRequest,
  tagRequestClosed,
  tagRequestNotFound,
  tagRequestOpen,
  tagRequestTooSoon,
  TagRequestState,
} from './tag-request.ts'
import {
  notObjected,
  objectionNotYours,
  transferClosed,
  transferNotFound,
  transferOpen,
  TransferState,
} from './transfer.ts'
import { TransferLine, TransferView } from './transfer-view.ts'

/** What moves an organisation to a partner. */
const moving = {
  reads: ['partner', 'administratorChanges', 'billing'],
  lists: ['administrator'],
  puts: ['customer', 'billing', 'access', 'customerRow', 'subscriptionEvent', 'outboxEntry'],
  updates: ['roleCount', 'customerMonth'],
  deletes: ['customerRow', 'paymentRetryDue'],
  checks: ['person', 'partner', 'administratorChanges'],
  mails: ['customer-moved', 'card-detached', 'card-missing', 'fell-to-free'],
} as const

/** What an organisation's consent does: it moves, or begins a transfer. */
const consenting = {
  ...moving,
  puts: [...moving.puts, 'transfer', 'transferRow', 'transferDue'],
  mails: [...moving.mails, 'customer-mapped', 'transfer-pending'],
} as const

export const tagPartner = /* @__PURE__ */ operation('tagPartner', () => ({
  ...consenting,
  summary: 'Map our organisation to the partner whose one-time code this is',
  rules: ['R14', 'R17', 'R20'],
  on: http('POST', '/organizations/{customerId}/partner'),
  allow: ORGANIZATION_ROLES,
  idempotencyKey: 'accepted',
  reads: [...consenting.reads, 'partnerCode'],
  deletes: [...consenting.deletes, 'partnerCode'],
  input: z.strictObject({ customerId: CustomerId, code: z.string().min(1).max(100) }),
  output: MappingAnswer,
  problems: [
    partnerCodeInvalid,
    alreadyMapped,
    domainNotVerified,
    transferOpen,
    partnerMemberIsOrganizationAdmin,
  ],
}))

export const createPartnerCode = /* @__PURE__ */ operation('createPartnerCode', () => ({
  summary: 'Make a one-time code for an organisation that wants to be mapped to you',
  rules: ['R14'],
  on: http('POST', '/partner/code', 201),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  puts: ['partnerCode'],
  input: z.strictObject({}),
  output: z.strictObject({
    code: z.string().meta({ description: 'Shown once; 16 letters and digits in groups of four' }),
    expiresAt: Instant,
  }),
}))

export const requestTag = /* @__PURE__ */ operation('requestTag', () => ({
  summary: 'Ask the super admin of an organisation to map it to you',
  rules: ['R11', 'R14', 'R17', 'R19'],
  on: http('POST', '/tag-requests', 201),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  reads: ['domainOwner', 'customer', 'newestTagRequest', 'tagRequest', 'partner', 'person', 'subject'],
  lists: ['administrator'],
  puts: ['tagRequest', 'tagRequestRow', 'newestTagRequest', 'tagRequestDue'],
  updates: ['dayCount'],
  checks: ['customer'],
  mails: ['tag-requested'],
  needs: ['daily-mails'],
  input: z.strictObject({
    domain: DomainToFind,
    message: Message.optional().meta({ description: 'Shown to the super admin' }),
  }),
  output: OwnTagRequest,
  problems: [
    customerNotFound,
    alreadyMapped,
    transferOpen,
    partnerMemberIsOrganizationAdmin,
    tagRequestOpen,
    tagRequestTooSoon,
    dailyNumberReached,
  ],
}))

export const listTagRequests = /* @__PURE__ */ operation('listTagRequests', () => ({
  summary: 'List your tag requests, newest first',
  rules: ['R14'],
  on: http('GET', '/tag-requests'),
  allow: ['partner-admin'],
  surface: 'store',
  reads: ['tagRequest', 'customer'],
  lists: ['tagRequestRow'],
  needs: ['cursors'],
  input: z.strictObject(pageInput),
  output: pageOf(OwnTagRequest),
}))

export const withdrawTagRequest = /* @__PURE__ */ operation('withdrawTagRequest', () => ({
  summary: 'Withdraw a tag request of yours',
  rules: ['R14'],
  on: http('POST', '/tag-requests/{tagRequestId}/withdrawal'),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  reads: ['tagRequest', 'customer', 'partner'],
  puts: ['tagRequest', 'outboxEntry'],
  deletes: ['tagRequestDue'],
  checks: ['customer'],
  mails: ['tag-request-withdrawn'],
  input: z.strictObject({ tagRequestId: TagRequestId }),
  output: OwnTagRequest,
  problems: [tagRequestNotFound, tagRequestClosed],
}))

export const listOrganizationTagRequests = /* @__PURE__ */ operation('listOrganizationTagRequests', () => ({
  summary: 'List the tag requests to our organisation, newest first',
  rules: ['R14'],
  on: http('GET', '/organizations/{customerId}/tag-requests'),
  allow: ORGANIZATION_ROLES,
  reads: ['tagRequest', 'partner'],
  lists: ['tagRequestRow'],
  needs: ['cursors'],
  input: z.strictObject({ customerId: CustomerId, ...pageInput }),
  output: pageOf(OrganizationTagRequest),
}))

export const answerTagRequest = /* @__PURE__ */ operation('answerTagRequest', () => ({
  ...consenting,
  summary: 'Answer a tag request: map our organisation to the partner, or deny it',
  rules: ['R14', 'R17', 'R20'],
  on: http('POST', '/organizations/{customerId}/tag-requests/{tagRequestId}/answer'),
  allow: ['super-admin'],
  idempotencyKey: 'accepted',
  reads: [...consenting.reads, 'tagRequest'],
  puts: [...consenting.puts, 'tagRequest'],
  deletes: [...consenting.deletes, 'tagRequestDue'],
  checks: [...consenting.checks, 'customer'],
  mails: [...consenting.mails, 'tag-request-denied'],
  input: z.strictObject({
    customerId: CustomerId,
    tagRequestId: TagRequestId,
    answer: z.enum(['map', 'deny']),
  }),
  /** A denial has nothing of the mapping. */
  output: z.strictObject({
    ...MappingAnswer.partial().shape,
    tagRequestId: TagRequestId,
    state: TagRequestState.extract(['mapped', 'denied']),
  }),
  problems: [tagRequestNotFound, tagRequestClosed, partnerMemberIsOrganizationAdmin],
}))

export const lapseTagRequests = /* @__PURE__ */ operation('lapseTagRequests', () => ({
  summary: 'Record the tag requests that nobody answered within 15 days, and tell both sides once',
  rules: ['R14'],
  on: schedule('rate(15 minutes)'),
  reads: ['tagRequest', 'customer', 'partner'],
  lists: ['tagRequestDue/due'],
  puts: ['tagRequest', 'tagRequestDue', 'outboxEntry'],
  deletes: ['tagRequestDue'],
  mails: ['tag-request-lapsed', 'tag-request-overtaken'],
  timeoutSeconds: 300,
}))

const byTransfer = { transferId: TransferId }

/** What closes a transfer that moves nothing. */
const closing = {
  puts: ['transfer', 'customer', 'outboxEntry'],
  deletes: ['transferDue'],
  mails: ['transfer-cancelled'],
} as const

/** What completes a transfer, or cancels it where it cannot be completed any more. */
const completing = {
  reads: [...moving.reads, 'customer', 'access', 'person'],
  lists: moving.lists,
  puts: [...moving.puts, 'transfer'],
  updates: moving.updates,
  deletes: [...moving.deletes, 'transferDue'],
  checks: moving.checks,
  mails: [...moving.mails, 'transfer-cancelled'],
} as const

export const cancelTransfer = /* @__PURE__ */ operation('cancelTransfer', () => ({
  ...closing,
  summary: 'Take our consent back before the transfer to another partner is completed',
  rules: ['R14'],
  on: http('POST', '/organizations/{customerId}/transfers/{transferId}/cancellation'),
  allow: ORGANIZATION_ROLES,
  idempotencyKey: 'accepted',
  reads: ['transfer'],
  input: z.strictObject({ customerId: CustomerId, ...byTransfer }),
  output: TransferView,
  problems: [transferNotFound, transferClosed],
}))

/** What ends a mapping; an unverified customer is removed with it. */
const ending = {
  reads: ['partner', 'administratorChanges', 'billing'],
  lists: ['administrator'],
  puts: ['customer', 'billing', 'access', 'graceEndDue', 'subscriptionEvent', 'outboxEntry'],
  updates: ['roleCount', 'claimCount', 'customerMonth'],
  deletes: [...goneWithCustomer, 'paymentRetryDue'],
  checks: ['administratorChanges'],
  mails: ['mapping-ended', 'customer-removed', 'card-detached', 'fell-to-free'],
} as const

const MappingEnded = z
  .strictObject({
    customerId: CustomerId,
    endedAt: Instant,
    removed: z
      .boolean()
      .meta({ description: 'Whether the organisation is removed, as its domain was never verified' }),
  })
  .meta({ id: 'MappingEnded' })

export const endMapping = /* @__PURE__ */ operation('endMapping', () => ({
  ...ending,
  summary: 'End the mapping of a customer, which goes on without a partner',
  rules: ['R16', 'R18', 'R63'],
  on: http('POST', '/store/customers/{customerId}/mapping/end'),
  allow: ['partner-admin'],
  surface: 'store',
  keptAfterRevocation: true,
  idempotencyKey: 'accepted',
  input: z.strictObject({ customerId: CustomerId }),
  output: MappingEnded,
  problems: [transferOpen],
}))

export const endPartnerMapping = /* @__PURE__ */ operation('endPartnerMapping', () => ({
  ...ending,
  summary: 'End the mapping to our partner; we go on without one',
  rules: ['R16'],
  on: http('POST', '/organizations/{customerId}/partner/end'),
  allow: ['super-admin'],
  idempotencyKey: 'accepted',
  input: z.strictObject({ customerId: CustomerId }),
  output: MappingEnded,
  problems: [noPartner, transferOpen],
}))

export const listTransfers = /* @__PURE__ */ operation('listTransfers', () => ({
  summary: 'List the transfers to you and away from you, newest first',
  rules: ['R14'],
  on: http('GET', '/transfers'),
  allow: ['partner-admin'],
  surface: 'store',
  reads: ['transfer'],
  lists: ['transferRow'],
  needs: ['cursors'],
  input: z.strictObject({ ...pageInput }),
  output: pageOf(TransferLine),
}))

export const objectToTransfer = /* @__PURE__ */ operation('objectToTransfer', () => ({
  summary: 'Object to the move of a customer to another partner, with a reason; support decides',
  rules: ['R14', 'R63'],
  on: http('POST', '/transfers/{transferId}/objection'),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  reads: ['transfer', 'customer', 'access'],
  puts: ['transfer', 'transferDue', 'outboxEntry'],
  checks: ['access'],
  mails: ['transfer-objected'],
  input: z.strictObject({ ...byTransfer, reason: Paragraph(500) }),
  output: TransferLine,
  problems: [transferNotFound, objectionNotYours, accessRevoked, transferClosed],
}))

export const listStaffTransfers = /* @__PURE__ */ operation('listStaffTransfers', () => ({
  summary: 'List the transfers in a state, oldest first',
  rules: ['R14'],
  on: http('GET', '/staff/transfers'),
  allow: ['support'],
  lists: ['transfer/listing'],
  needs: ['cursors'],
  input: z.strictObject({ state: TransferState.default('objected'), ...pageInput }),
  output: pageOf(TransferView),
}))

export const decideTransfer = /* @__PURE__ */ operation('decideTransfer', () => ({
  ...completing,
  summary: 'Decide about a transfer that was objected to: complete it, or keep the organisation where it is',
  rules: ['R14', 'R17', 'R64'],
  on: http('POST', '/staff/transfers/{transferId}/decision'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: [...completing.reads, 'transfer'],
  mails: [...completing.mails, 'transfer-decided'],
  input: z.strictObject({ ...byTransfer, decision: z.enum(['complete', 'keep']), note: Paragraph(500) }),
  output: TransferView,
  problems: [transferNotFound, transferClosed, notObjected],
}))

export const completeTransfers = /* @__PURE__ */ operation('completeTransfers', () => ({
  ...completing,
  summary: 'Complete the transfers whose seven days have passed, and remind support of objections',
  rules: ['R14', 'R17'],
  on: schedule('rate(5 minutes)'),
  reads: [...completing.reads, 'transfer'],
  lists: [...completing.lists, 'transferDue/due'],
  puts: [...completing.puts, 'transferDue'],
  timeoutSeconds: 300,
}))
