import * as z from 'zod'
import { noPartner } from '../access/access.ts'
import { goneWithCustomer } from '../customers/claim.ts'
import { http, operation, schedule } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { CustomerId, PartnerId, TransferId } from '../kernel/id.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyMapped, domainNotVerified, MappingAnswer } from './mapping.ts'
import { partnerCodeInvalid } from './partner-code.ts'
import {
  CancelReason,
  notObjected,
  objectionNotYours,
  transferClosed,
  transferNotFound,
  transferOpen,
  TransferState,
} from './transfer.ts'

const administrators = ['super-admin', 'org-admin'] as const

/** What moves an organisation to a partner. */
const moving = {
  reads: ['partner'],
  lists: ['administrator'],
  puts: ['customer', 'access', 'customerRow', 'outboxEntry'],
  updates: ['roleCount'],
  deletes: ['customerRow'],
  checks: ['person', 'partner'],
  mails: ['customer-moved'],
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

const Party = z.strictObject({ partnerId: PartnerId, companyName: z.string() })

const transferFacts = {
  transferId: TransferId,
  state: TransferState,
  domain: z.string(),
  organizationName: z.string(),
  /** The partner before. */
  from: Party,
  /** The partner after. */
  to: Party,
  createdAt: Instant,
  completesAt: Instant,
  objectedAt: Instant.optional(),
  /** Why the partner before objects. */
  objection: z.string().optional(),
  closedAt: Instant.optional(),
  /** Why it was cancelled. */
  reason: CancelReason.optional(),
  /** What support wrote with its decision. */
  note: z.string().optional(),
}

/** A transfer as staff and the organisation see it; the state tells which of the optional members it has. */
const TransferView = z.strictObject({ ...transferFacts, customerId: CustomerId }).meta({ id: 'TransferView' })

/** A transfer as one of its two partners sees it: nothing of the organisation but its domain and name. */
const TransferLine = z
  .strictObject({ ...transferFacts, role: z.enum(['former', 'new']) })
  .meta({ id: 'TransferLine' })

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
  allow: administrators,
  idempotencyKey: 'accepted',
  reads: ['transfer'],
  input: z.strictObject({ customerId: CustomerId, ...byTransfer }),
  output: TransferView,
  problems: [transferNotFound, transferClosed],
}))

/** What ends a mapping; an unverified customer is removed with it. */
const ending = {
  reads: ['partner'],
  lists: ['administrator'],
  puts: ['customer', 'access', 'outboxEntry'],
  updates: ['roleCount', 'claimCount'],
  deletes: goneWithCustomer,
  mails: ['mapping-ended', 'customer-removed'],
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
  rules: ['R14'],
  on: http('POST', '/transfers/{transferId}/objection'),
  allow: ['partner-admin'],
  surface: 'store',
  idempotencyKey: 'accepted',
  reads: ['transfer', 'customer'],
  puts: ['transfer', 'transferDue', 'outboxEntry'],
  mails: ['transfer-objected'],
  input: z.strictObject({ ...byTransfer, reason: Paragraph(500) }),
  output: TransferLine,
  problems: [transferNotFound, objectionNotYours, transferClosed],
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
  rules: ['R14', 'R17'],
  on: http('POST', '/staff/transfers/{transferId}/decision'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: [...completing.reads, 'transfer'],
  mails: [...completing.mails, 'transfer-kept'],
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
  checks: [...completing.checks, 'transfer'],
  timeoutSeconds: 300,
}))
