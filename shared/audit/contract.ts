import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { inOrder } from '../kernel/days.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { form } from '../kernel/issue.ts'
import { Instant } from '../kernel/time.ts'
import { AuditLine, AuditSubject } from './entry.ts'

/** A range of time: from an instant on, up to and without another. */
const range = () =>
  ({
    from: Instant.optional().meta({ description: 'Entries from this instant on' }),
    to: Instant.optional().meta({ description: 'Entries before this instant, without it' }),
  }) as const

export const listAudit = /* @__PURE__ */ operation('listAudit', () => ({
  summary: 'What was done and refused in the organisation, newest first',
  rules: ['R53'],
  on: http('GET', '/organizations/{customerId}/audit'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: ['subject', 'personalDetails'],
  lists: ['logEntry'],
  needs: ['cursors'],
  input: z
    .strictObject({
      customerId: CustomerId,
      ...pageInput,
      ...range(),
      actor: EmailAddress.optional().meta({ description: 'Entries of the person with this address' }),
      partner: PartnerId.optional().meta({ description: 'Entries of the admins of this partner' }),
      action: z
        .string()
        .max(64)
        .check(form('audit-action', /^[A-Za-z.-]+$/, 'must be letters, dots and hyphens, such as user.added'))
        .optional()
        .meta({ description: 'What was done, or the operation that was refused', examples: ['user.added'] }),
      outcome: z.enum(['allowed', 'refused']).optional(),
    })
    .superRefine(inOrder),
  output: pageOf(AuditLine),
}))

export const exportAudit = /* @__PURE__ */ operation('exportAudit', () => ({
  summary: 'Export the log of the organisation, oldest first, at most 1,000 entries a page',
  rules: ['R53'],
  on: http('GET', '/organizations/{customerId}/audit/export'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  lists: ['logEntry'],
  puts: ['logEntry'],
  needs: ['cursors'],
  produces: { 'audit.jsonl': 'application/jsonl', 'audit.csv': 'text/csv' },
  input: z
    .strictObject({
      customerId: CustomerId,
      format: z.enum(['jsonl', 'csv']),
      ...range(),
      cursor: pageInput.cursor,
    })
    .superRefine(inOrder),
  output: z
    .string()
    .meta({ description: 'One entry a line; of people only their ids, so that it stays the same' }),
}))

export const verifyAudit = /* @__PURE__ */ operation('verifyAudit', () => ({
  summary: 'Recompute the audit chains of the organisation and compare them with its log',
  rules: ['R53'],
  on: http('GET', '/organizations/{customerId}/audit/verification'),
  allow: ORGANIZATION_ROLES,
  isOwn: true,
  reads: [
    'auditEntry',
    'logEntry',
    'user',
    'group',
    'mailPolicy',
    'organizationSettings',
    'referralProgram',
    'recovery',
  ],
  lists: [
    'customer',
    'access',
    'managementSession',
    'user',
    'group',
    'mailPolicy',
    'organizationSettings',
    'referralProgram',
    'recovery',
    'auditEntry',
    'logEntry',
  ],
  needs: ['cursors'],
  input: z.strictObject({ customerId: CustomerId, cursor: pageInput.cursor }),
  output: z.strictObject({
    chains: z.int().meta({ description: 'How many chains were finished on this page' }),
    broken: z.array(
      z.strictObject({
        subject: AuditSubject,
        seq: z.int().optional(),
        kind: z.enum(['altered', 'missing', 'cut-off', 'orphaned']),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
}))
