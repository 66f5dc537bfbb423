import * as z from 'zod'
import { PartnerTerms } from '../commission/terms.ts'
import { PartnerId } from '../kernel/id.ts'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Paragraph } from '../kernel/text.ts'
import { partnerMemberIsOrganizationAdmin } from '../people/organization-membership.ts'
import { alreadyPartner, partnerMemberIsStaff } from '../people/person.ts'
import {
  lastAdminAwaitsReplacement,
  Partner,
  PartnerAdmins,
  partnerAlreadyActive,
  partnerAlreadyDeactivated,
  partnerNotFound,
  PendingAdmin,
  tooManyAdminChanges,
} from './partner.ts'

/** A partner in full, as staff and its own admins see it. */
export const PartnerView = z
  .strictObject({ ...Partner.shape, terms: PartnerTerms, version: z.int() })
  .meta({ id: 'PartnerView' })

/** A partner as staff see it, with those whom a second member of support has yet to confirm. */
const StaffPartnerView = z
  .strictObject({ ...PartnerView.shape, pending: z.array(PendingAdmin) })
  .meta({ id: 'StaffPartnerView' })

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
  rules: ['R64'],
  allow: ['staff'],
  reads: ['partner', 'confirmation'],
  input: byId,
  output: StaffPartnerView,
  problems: [partnerNotFound],
}))

export const deactivatePartner = /* @__PURE__ */ operation('deactivatePartner', () => ({
  summary: 'Deactivate a partner: it is refused everywhere and its organisations are told',
  rules: ['R8', 'R64'],
  on: http('POST', '/staff/partners/{partnerId}/deactivation'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['partner', 'person'],
  puts: ['partner', 'person', 'outboxEntry'],
  mails: ['own-partner-deactivated'],
  input: z.strictObject({ partnerId: PartnerId, reason: Paragraph(500) }),
  output: PartnerView,
  problems: [partnerNotFound, partnerAlreadyDeactivated],
}))

export const reactivatePartner = /* @__PURE__ */ operation('reactivatePartner', () => ({
  summary: 'Reactivate a partner',
  rules: ['R8', 'R64'],
  on: http('POST', '/staff/partners/{partnerId}/reactivation'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['partner', 'person'],
  puts: ['partner', 'person', 'outboxEntry'],
  mails: ['own-partner-reactivated'],
  input: byId,
  output: PartnerView,
  problems: [partnerNotFound, partnerAlreadyActive],
}))

export const setPartnerAdmins = /* @__PURE__ */ operation('setPartnerAdmins', () => ({
  summary: 'Set all admins of a partner; who joins is confirmed by a second member of support',
  rules: ['R9', 'R17', 'R64'],
  on: http('PUT', '/staff/partners/{partnerId}/admins'),
  allow: ['support'],
  ifMatch: 'partner',
  reads: ['partner', 'person', 'subject', 'roleCount', 'confirmation'],
  lists: ['person/listing'],
  puts: ['partner', 'person', 'subject', 'personalDetails', 'confirmation', 'outboxEntry'],
  mails: ['partner-admin-added', 'partner-admin-removed'],
  checks: ['partner', 'roleCount'],
  input: z.strictObject({ partnerId: PartnerId, admins: PartnerAdmins }),
  output: StaffPartnerView,
  problems: [
    partnerNotFound,
    tooManyAdminChanges,
    lastAdminAwaitsReplacement,
    alreadyPartner,
    partnerMemberIsOrganizationAdmin,
    partnerMemberIsStaff,
  ],
}))

export const setPartnerTerms = /* @__PURE__ */ operation('setPartnerTerms', () => ({
  summary: 'Set the terms of a partner: its discount and commission, the hold, and the least payout',
  rules: ['R44', 'R47', 'R48'],
  on: http('PUT', '/staff/partners/{partnerId}/terms'),
  allow: ['finance'],
  ifMatch: 'partner',
  reads: ['partner', 'person'],
  puts: ['partner', 'person'],
  input: z.strictObject({ partnerId: PartnerId, ...PartnerTerms.shape }),
  output: PartnerView,
  problems: [partnerNotFound],
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
