import * as z from 'zod'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId } from '../kernel/id.ts'
import { http, operation } from '../declaration/operation.ts'
import { Line } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import { TransferShown } from '../mapping/transfer-view.ts'
import { PartnerName } from '../partners/partner-name.ts'
import { accessAlreadyGranted, accessAlreadyRevoked, Ended, noPartner } from './access.ts'

const byId = z.strictObject({ customerId: CustomerId })

/** Who manages the organisation, and since when; with `no-partner` nobody does. */
const PartnerAccess = z
  .strictObject({
    customerId: CustomerId,
    partner: PartnerName.optional(),
    status: z.enum(['granted', 'revoked', 'no-partner']),
    since: Instant,
    version: z.int(),
  })
  .meta({ id: 'PartnerAccess' })

export const getPartnerAccess = /* @__PURE__ */ operation('getPartnerAccess', () => ({
  summary: 'Who manages us, and since when',
  rules: ['R14', 'R16', 'R53', 'R60'],
  on: http('GET', '/organizations/{customerId}/partner-access'),
  allow: ORGANIZATION_ROLES,
  reads: ['partner', 'transfer', 'person'],
  lists: ['managementSession'],
  input: byId,
  output: z.strictObject({
    ...PartnerAccess.shape,
    transfer: TransferShown.optional().meta({
      description: 'The transfer to another partner, while one is open',
    }),
    openSessions: z
      .array(z.strictObject({ email: EmailAddress, openedAt: Instant, endsAt: Instant }))
      .meta({ description: 'Which admins of the partner have a management session open' }),
  }),
}))

export const revokeAccess = /* @__PURE__ */ operation('revokeAccess', () => ({
  summary: "Revoke the partner's access, effective at once",
  rules: ['R60', 'R61'],
  on: http('POST', '/organizations/{customerId}/partner-access/revocation'),
  allow: ORGANIZATION_ROLES,
  idempotencyKey: 'accepted',
  reads: ['partner', 'personalDetails'],
  lists: ['logEntry'],
  puts: ['access'],
  updates: ['customerRow'],
  mails: ['access-revoked'],
  input: z.strictObject({ customerId: CustomerId, reason: Line(500).optional() }),
  output: z.strictObject({
    ...PartnerAccess.shape,
    receipt: z.strictObject({
      effectiveAt: Instant,
      /** What the partner can no longer do. */
      ended: z.array(Ended),
      lastPartnerAction: z.strictObject({ action: z.string(), at: Instant, by: z.string() }).optional(),
      /** Who can change subscription and billing from now on. */
      billingManagedBy: PartnerName.extend({ email: z.string() }),
    }),
  }),
  problems: [noPartner, accessAlreadyRevoked],
}))

export const grantAccess = /* @__PURE__ */ operation('grantAccess', () => ({
  summary: 'Grant the partner access again',
  rules: ['R19', 'R62'],
  on: http('POST', '/organizations/{customerId}/partner-access/grant'),
  allow: ORGANIZATION_ROLES,
  idempotencyKey: 'accepted',
  reads: ['partner'],
  puts: ['access'],
  updates: ['customerRow', 'dayCount'],
  mails: ['access-granted'],
  input: byId,
  output: PartnerAccess,
  problems: [noPartner, accessAlreadyGranted, dailyNumberReached],
}))
