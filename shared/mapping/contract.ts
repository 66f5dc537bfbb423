import * as z from 'zod'
import { http, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { DomainToFind } from '../domains/domain-to-find.ts'
import { CustomerId, TagRequestId } from '../kernel/id.ts'
import { customerNotFound } from '../kernel/problems.ts'
import { Instant } from '../kernel/time.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyMapped, domainNotVerified, MappingAnswer } from './mapping.ts'
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
import { transferOpen } from './transfer.ts'

const administrators = ['super-admin', 'org-admin'] as const

/** What moves an organisation to a partner. */
const moving = {
  reads: ['partner'],
  lists: ['administrator'],
  puts: ['customer', 'access', 'customerRow', 'outboxEntry'],
  updates: ['roleCount'],
  deletes: ['customerRow'],
  checks: ['person', 'partner'],
  mails: ['customer-mapped', 'customer-moved'],
} as const

/** What an organisation's consent does: it moves, or begins a transfer. */
const consenting = {
  ...moving,
  puts: [...moving.puts, 'transfer', 'transferRow', 'transferDue'],
  mails: [...moving.mails, 'transfer-pending'],
} as const

export const tagPartner = /* @__PURE__ */ operation('tagPartner', () => ({
  ...consenting,
  summary: 'Map our organisation to the partner whose one-time code this is',
  rules: ['R14', 'R17', 'R20'],
  on: http('POST', '/organizations/{customerId}/partner'),
  allow: administrators,
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
  allow: administrators,
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
  checks: ['customer'],
  mails: ['tag-request-lapsed', 'tag-request-overtaken'],
  timeoutSeconds: 300,
}))
