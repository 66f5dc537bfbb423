import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { Organization } from './organization.ts'

export const getOrganization = /* @__PURE__ */ operation('getOrganization', () => ({
  summary: 'See our organisation: what it has, who manages it, and its transfer while one is open',
  rules: ['R14', 'R16', 'R34'],
  on: http('GET', '/organizations/{customerId}'),
  allow: ['super-admin', 'org-admin'],
  reads: ['partner', 'transfer'],
  input: z.strictObject({ customerId: CustomerId }),
  output: Organization,
}))
