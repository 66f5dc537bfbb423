import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyMapped, domainNotVerified, MappingAnswer } from './mapping.ts'
import { partnerCodeInvalid } from './partner-code.ts'
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
