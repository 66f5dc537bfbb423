import * as z from 'zod'
import { domainNotVerified, SuperAdmin } from '../customers/customer.ts'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId, UserId } from '../kernel/id.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import {
  administratorsExhausted,
  partnerMemberIsOrganizationAdmin,
} from '../people/organization-membership.ts'
import { ownRolesUnchangeable } from '../people/person.ts'
import { addressTaken } from '../users/address.ts'
import { USER_ROLES, userNotFound } from '../users/user.ts'
import { UserView } from '../users/view.ts'
import { recoveryNotOpen } from './recovery.ts'
import { alreadySuperAdmin, notAnAdministrator } from './super-admin.ts'
import { handOverRequired, userNotActive } from './user-role.ts'

export const changeSuperAdmin = /* @__PURE__ */ operation('changeSuperAdmin', () => ({
  summary: 'Hand over to an org admin, who becomes the super admin',
  rules: ['R13', 'R51', 'R54', 'R56'],
  on: http('PUT', '/organizations/{customerId}/super-admin'),
  allow: ['super-admin'],
  onBehalf: { never: 'changeSuperAdmin' },
  ifMatch: 'user',
  reads: ['user', 'userAddress'],
  puts: ['user', 'customer'],
  updates: ['customerRow', 'organizationMembership'],
  mails: ['super-admin-changed'],
  input: z.strictObject({ customerId: CustomerId, userId: UserId }),
  output: UserView,
  problems: [userNotFound, alreadySuperAdmin, notAnAdministrator],
}))

export const changeUserRole = /* @__PURE__ */ operation('changeUserRole', () => ({
  summary: 'Make a user an org admin, or an org admin a member',
  rules: ['R17', 'R51', 'R54', 'R56', 'R57'],
  on: http('PUT', '/organizations/{customerId}/users/{userId}/role'),
  allow: ['super-admin'],
  onBehalf: { never: 'changeUserRole' },
  ifMatch: 'user',
  reads: ['user', 'subject', 'person', 'administratorChanges'],
  lists: ['administrator'],
  puts: ['user', 'subject', 'personalDetails', 'organizationMembership', 'administrator'],
  updates: ['roleCount', 'administratorChanges'],
  deletes: ['organizationMembership', 'administrator'],
  checks: ['customer', 'person'],
  input: z.strictObject({ customerId: CustomerId, userId: UserId, role: z.enum(USER_ROLES) }),
  output: z.strictObject({ userId: UserId, role: z.enum(USER_ROLES), version: z.int() }),
  problems: [
    userNotFound,
    handOverRequired,
    userNotActive,
    administratorsExhausted,
    partnerMemberIsOrganizationAdmin,
  ],
}))

export const recoverSuperAdmin = /* @__PURE__ */ operation('recoverSuperAdmin', () => ({
  summary: 'Name another super admin for an organisation; a second member of support confirms it',
  rules: ['R13', 'R17', 'R19', 'R56', 'R64'],
  on: http('POST', '/staff/organizations/{customerId}/super-admin-recovery'),
  allow: ['support'],
  idempotencyKey: 'accepted',
  reads: ['user', 'userAddress', 'subject', 'person', 'recovery', 'administratorChanges'],
  lists: ['administrator', 'person/listing'],
  puts: [
    'customer',
    'user',
    'userAddress',
    'subject',
    'personalDetails',
    'organizationMembership',
    'administrator',
    'recovery',
    'outboxEntry',
  ],
  updates: [
    'customerRow',
    'organizationMembership',
    'seats',
    'roleCount',
    'administratorChanges',
    'dayCount',
  ],
  deletes: ['organizationMembership', 'administrator'],
  checks: ['customer', 'person'],
  mails: ['super-admin-recovery-asked', 'super-admin-changed'],
  needs: ['daily-mails'],
  input: z.strictObject({ customerId: CustomerId, ...SuperAdmin.shape }),
  output: z.strictObject({
    state: z
      .enum(['pending', 'done'])
      .meta({ description: '`pending` until a second member of support asks for the same' }),
  }),
  problems: [
    domainNotVerified,
    ownRolesUnchangeable,
    alreadySuperAdmin,
    addressTaken,
    partnerMemberIsOrganizationAdmin,
    dailyNumberReached,
  ],
}))

export const cancelRecovery = /* @__PURE__ */ operation('cancelRecovery', () => ({
  summary: 'Withdraw what support asks for: that another person becomes our super admin',
  rules: ['R13', 'R64'],
  on: http('DELETE', '/organizations/{customerId}/super-admin-recovery'),
  allow: ['super-admin'],
  isOwn: true,
  reads: ['recovery', 'subject'],
  puts: ['recovery', 'outboxEntry'],
  input: z.strictObject({ customerId: CustomerId }),
  output: z.strictObject({ customerId: CustomerId }),
  problems: [recoveryNotOpen],
}))
