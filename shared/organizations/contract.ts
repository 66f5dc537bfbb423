import * as z from 'zod'
import { customerExists } from '../customers/customer.ts'
import { newOrganization } from '../customers/new-organization.ts'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { DomainName } from '../domains/domain.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId } from '../kernel/id.ts'
import { addFaults } from '../kernel/issue.ts'
import { Paragraph } from '../kernel/text.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { existingFaults, existingMembers } from '../subscriptions/existing.ts'
import { FoundOrganization, Organization } from './organization.ts'

export const getOrganization = /* @__PURE__ */ operation('getOrganization', () => ({
  summary: 'See our organisation: what it has, who manages it, and its transfer while one is open',
  rules: ['R14', 'R16', 'R34'],
  on: http('GET', '/organizations/{customerId}'),
  allow: ORGANIZATION_ROLES,
  reads: ['partner', 'transfer'],
  input: z.strictObject({ customerId: CustomerId }),
  output: Organization,
}))

export const importOrganization = /* @__PURE__ */ operation('importOrganization', () => ({
  summary: 'Bring in an existing customer of the vendor, verified and without a partner',
  rules: ['R11', 'R14', 'R16', 'R17', 'R19', 'R45', 'R64'],
  on: http('POST', '/staff/organizations', 201),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['person', 'subject'],
  puts: [
    'customer',
    'access',
    'domainOwner',
    'subject',
    'personalDetails',
    'organizationMembership',
    'administrator',
    'user',
    'userAddress',
    'seats',
    'renewalDue',
    'renewalNoticeDue',
    'outboxEntry',
  ],
  updates: ['dayCount'],
  checks: ['person'],
  mails: ['organization-imported'],
  needs: ['daily-mails'],
  input: z
    .strictObject({ ...newOrganization(), ...existingMembers(), reason: Paragraph(500) })
    .superRefine((existing, context) => addFaults(context, existingFaults(existing)))
    .meta({
      examples: [
        {
          domain: 'example.co.th',
          organizationName: 'Example Company',
          superAdmin: { firstName: 'Somchai', lastName: 'Jaidee', email: 'somchai@example.co.th' },
          country: 'TH',
          language: 'th',
          plan: 'free',
          licences: 5,
          reason: 'A customer of ours since 2019.',
        },
      ],
    }),
  output: FoundOrganization,
  problems: [customerExists, partnerMemberIsOrganizationAdmin, dailyNumberReached],
}))

export const findOrganization = /* @__PURE__ */ operation('findOrganization', () => ({
  summary: 'The organisation that a domain belongs to, and those that claim it',
  rules: ['R11'],
  on: http('GET', '/staff/organizations'),
  allow: ['support', 'finance'],
  reads: ['domainOwner', 'customer', 'partner', 'transfer'],
  lists: ['domainClaim'],
  needs: ['cursors'],
  input: z.strictObject({ domain: DomainName, ...pageInput }),
  output: pageOf(FoundOrganization),
}))
