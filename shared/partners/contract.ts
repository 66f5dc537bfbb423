import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Paragraph } from '../kernel/text.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyPartner } from '../people/person.ts'
import {
  Partner,
  PartnerAdmins,
  partnerAlreadyActive,
  partnerAlreadyDeactivated,
  partnerNotFound,
  tooManyAdminChanges,
} from './partner.ts'

/** A partner in full, as staff and its own admins see it. */
export const PartnerView = z.strictObject({ ...Partner.shape, version: z.int() }).meta({ id: 'PartnerView' })

const PartnerLine = z
  .strictObject({
    partnerId: PartnerId,
    companyName: z.string(),
    country: z.string(),
    status: Partner.shape.status,
    expertise: Partner.shape.expertise,
    createdAt: Partner.shape.createdAt,
  })
  .meta({ id: 'PartnerLine' })

const byId = z.strictObject({ partnerId: PartnerId })

export const listPartners = /* @__PURE__ */ operation('listPartners', () => ({
  summary: 'List partners, newest first',
  on: http('GET', '/staff/partners'),
  allow: ['staff'],
  lists: ['partner/listing'],
  needs: ['cursors'],
  input: z.strictObject({ ...pageInput }),
  output: pageOf(PartnerLine),
}))

export const getPartner = /* @__PURE__ */ operation('getPartner', () => ({
  summary: 'See a partner',
  on: http('GET', '/staff/partners/{partnerId}'),
  allow: ['staff'],
  reads: ['partner'],
  input: byId,
  output: PartnerView,
  problems: [partnerNotFound],
}))

export const deactivatePartner = /* @__PURE__ */ operation('deactivatePartner', () => ({
  summary: 'Deactivate a partner: it is refused everywhere and its organisations are told',
  rules: ['R8'],
  on: http('POST', '/staff/partners/{partnerId}/deactivation'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['partner', 'person'],
  puts: ['partner', 'person', 'outboxEntry'],
  input: z.strictObject({ partnerId: PartnerId, reason: Paragraph(500) }),
  output: PartnerView,
  problems: [partnerNotFound, partnerAlreadyDeactivated],
}))

export const reactivatePartner = /* @__PURE__ */ operation('reactivatePartner', () => ({
  summary: 'Reactivate a partner',
  rules: ['R8'],
  on: http('POST', '/staff/partners/{partnerId}/reactivation'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['partner', 'person'],
  puts: ['partner', 'person'],
  input: byId,
  output: PartnerView,
  problems: [partnerNotFound, partnerAlreadyActive],
}))

export const setPartnerAdmins = /* @__PURE__ */ operation('setPartnerAdmins', () => ({
  summary: 'Set all admins of a partner',
  rules: ['R9', 'R17'],
  on: http('PUT', '/staff/partners/{partnerId}/admins'),
  allow: ['support'],
  ifMatch: 'partner',
  reads: ['partner', 'person', 'subject', 'roleCount'],
  puts: ['partner', 'person', 'subject', 'personalDetails'],
  checks: ['roleCount'],
  input: z.strictObject({ partnerId: PartnerId, admins: PartnerAdmins }),
  output: PartnerView,
  problems: [partnerNotFound, tooManyAdminChanges, alreadyPartner, partnerMemberIsOrganizationAdmin],
}))

export const getOwnPartner = /* @__PURE__ */ operation('getOwnPartner', () => ({
  summary: 'See your own partner',
  on: http('GET', '/partner'),
  allow: ['partner-admin'],
  surface: 'store',
  reads: ['partner'],
  input: z.strictObject({}),
  output: PartnerView,
}))
