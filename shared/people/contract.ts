import * as z from 'zod'
import { ORGANIZATION_ROLES, STAFF_ROLES } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId } from '../kernel/id.ts'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { ownRolesUnchangeable, partnerMemberIsStaff } from './person.ts'
import { addressNotBound, addressNotReleased, ownAddressUnreleasable } from './subject.ts'

const StaffRole = z.enum(STAFF_ROLES).meta({ id: 'StaffRole' })

/** A member of the programme's own team. */
export const StaffMember = z
  .strictObject({ email: EmailAddress, staffRoles: z.array(StaffRole), version: z.int() })
  .meta({ id: 'StaffMember' })

const OwnOrganization = z
  .strictObject({
    customerId: CustomerId,
    domain: z.string(),
    organizationName: z.string(),
    role: z.enum(ORGANIZATION_ROLES),
  })
  .meta({ id: 'OwnOrganization' })

export const getMe = /* @__PURE__ */ operation('getMe', () => ({
  summary: 'Who am I, what may I do, and where',
  on: http('GET', '/me'),
  allow: 'signed-in',
  input: z.strictObject({}),
  output: z.strictObject({
    now: Instant.meta({ description: 'Programme time' }),
    email: EmailAddress,
    staffRoles: z.array(StaffRole),
    partner: z
      .strictObject({
        partnerId: PartnerId,
        companyName: z.string().optional(),
        status: z.enum(['active', 'deactivated']),
        surfaces: z.array(z.enum(['store', 'console'])),
      })
      .optional(),
    openApplicationId: ApplicationId.optional(),
  }),
}))

export const listOwnOrganizations = /* @__PURE__ */ operation('listOwnOrganizations', () => ({
  summary: 'List the organisations that you administer, the newest first',
  on: http('GET', '/organizations'),
  allow: 'signed-in',
  reads: ['customer'],
  lists: ['organizationMembership'],
  needs: ['cursors'],
  input: z.strictObject({ ...pageInput }),
  output: pageOf(OwnOrganization),
}))

export const listStaff = /* @__PURE__ */ operation('listStaff', () => ({
  summary: 'List the programme team and their roles',
  on: http('GET', '/staff/people'),
  allow: ['support'],
  lists: ['person/listing'],
  needs: ['cursors'],
  input: z.strictObject({ ...pageInput }),
  output: pageOf(StaffMember).extend({
    firstStaffMember: EmailAddress.optional().meta({
      description: 'Who is in support by a parameter of the deployment, without being listed',
    }),
  }),
}))

export const setStaffRoles = /* @__PURE__ */ operation('setStaffRoles', () => ({
  summary: 'Set the staff roles of a person; an empty list ends them',
  rules: ['R64'],
  on: http('PUT', '/staff/people/{email}'),
  allow: ['support'],
  reads: ['person', 'subject'],
  puts: ['person', 'subject', 'personalDetails', 'outboxEntry'],
  mails: ['staff-roles-set'],
  input: z.strictObject({ email: EmailAddress, staffRoles: z.array(StaffRole).max(STAFF_ROLES.length) }),
  output: StaffMember,
  problems: [ownRolesUnchangeable, partnerMemberIsStaff],
}))

export const releaseSubject = /* @__PURE__ */ operation('releaseSubject', () => ({
  summary: 'Release an address from the account that it belongs to, so that the person signs in with another',
  rules: ['R65'],
  on: http('POST', '/staff/people/{email}/release'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['person', 'subject'],
  puts: ['person', 'subject', 'outboxEntry'],
  mails: ['address-released', 'former-account-readmitted'],
  input: z.strictObject({
    email: EmailAddress,
    reason: Paragraph(500),
    readmitFormer: z
      .boolean()
      .optional()
      .meta({
        description: 'Lets the former account of a released address in again, as after a mistake',
        examples: [false],
      }),
  }),
  output: z.strictObject({ email: EmailAddress }),
  problems: [addressNotBound, addressNotReleased, ownAddressUnreleasable],
}))
