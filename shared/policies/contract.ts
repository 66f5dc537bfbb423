import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { CustomerId, MailPolicyId } from '../kernel/id.ts'
import { mailPolicyMembers, mailPolicyNotFound } from './policy.ts'
import { MailPolicyView } from './view.ts'

const byId = { customerId: CustomerId, policyId: MailPolicyId }

export const createMailPolicy = /* @__PURE__ */ operation('createMailPolicy', () => ({
  summary: 'Create a mail policy, which users can be given',
  rules: ['R51', 'R57'],
  on: http('POST', '/organizations/{customerId}/mail-policies', 201),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  idempotencyKey: 'accepted',
  puts: ['mailPolicy'],
  input: z.strictObject({ customerId: CustomerId, ...mailPolicyMembers() }),
  output: MailPolicyView,
}))

export const listMailPolicies = /* @__PURE__ */ operation('listMailPolicies', () => ({
  summary: 'List the mail policies of the organisation, newest first',
  rules: ['R51', 'R57'],
  on: http('GET', '/organizations/{customerId}/mail-policies'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  lists: ['mailPolicy'],
  needs: ['cursors'],
  input: z.strictObject({ customerId: CustomerId, ...pageInput }),
  output: pageOf(MailPolicyView),
}))

export const updateMailPolicy = /* @__PURE__ */ operation('updateMailPolicy', () => ({
  summary: 'Replace all that a mail policy says',
  rules: ['R51', 'R57'],
  on: http('PUT', '/organizations/{customerId}/mail-policies/{policyId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['mailPolicy'],
  puts: ['mailPolicy'],
  input: z.strictObject({ ...byId, ...mailPolicyMembers() }),
  output: MailPolicyView,
  problems: [mailPolicyNotFound],
}))

export const deleteMailPolicy = /* @__PURE__ */ operation('deleteMailPolicy', () => ({
  summary: 'Delete a mail policy for good; for the users who have it, it counts as none',
  rules: ['R51', 'R57'],
  on: http('DELETE', '/organizations/{customerId}/mail-policies/{policyId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['mailPolicy'],
  puts: ['mailPolicy'],
  input: z.strictObject(byId),
  output: z.strictObject({ policyId: MailPolicyId }),
  problems: [mailPolicyNotFound],
}))
