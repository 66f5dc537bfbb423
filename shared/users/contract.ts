import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { BackupId, CustomerId, MailPolicyId, UserId } from '../kernel/id.ts'
import { Name, NameOrNothing } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'
import { forbiddenToPartnerAdmin } from '../management/forbidden.ts'
import { dailyNumberReached } from '../notifications/daily-number.ts'
import {
  administratorsExhausted,
  partnerMemberIsOrganizationAdmin,
} from '../people/organization-membership.ts'
import { mailPolicyNotFound } from '../policies/policy.ts'
import { Plan } from '../subscriptions/plan.ts'
import { addressOutsideDomain, addressReserved, addressTaken, DirectoryAddress } from './address.ts'
import { aliasLimitReached, aliasNotFound, notAnAlias } from './alias.ts'
import { backupAlreadyRequested } from './backup.ts'
import { recoveryAddressMissing } from './password-reset.ts'
import { administratorHasNoPolicy, userPatch } from './patch.ts'
import { Picture, pictureNotUsable } from './picture.ts'
import { administratorProtected } from './rank.ts'
import { licencesExhausted } from './seats.ts'
import { userNotFound } from './user.ts'
import { userDetails, UserView } from './view.ts'

const byId = { customerId: CustomerId, userId: UserId }

const NewUser = () =>
  z
    .strictObject({
      email: DirectoryAddress,
      firstName: Name(100),
      lastName: NameOrNothing(100),
      recoveryEmail: EmailAddress.optional(),
      mailPolicyId: MailPolicyId.optional(),
    })
    .meta({ examples: [{ email: 'malee@example.co.th', firstName: 'Malee', lastName: 'Srisuk' }] })

export const addUsers = /* @__PURE__ */ operation('addUsers', () => ({
  summary: 'Add users to the organisation, all or none',
  rules: ['R51', 'R52', 'R55', 'R56'],
  on: http('POST', '/organizations/{customerId}/users', 201),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  idempotencyKey: 'accepted',
  reads: ['seats', 'userAddress', 'mailPolicy'],
  puts: ['user', 'userAddress'],
  updates: ['seats'],
  checks: ['customer'],
  input: z.strictObject({ customerId: CustomerId, users: z.array(NewUser()).min(1).max(20) }),
  output: z.strictObject({ users: z.array(UserView) }),
  problems: [addressOutsideDomain, addressTaken, addressReserved, mailPolicyNotFound, licencesExhausted],
}))

/** What every answer reads that shows users as they are: the counted seats, mail policies and, while there are fewer licences, other users. */
const showing = { reads: ['user', 'seats', 'mailPolicy'], lists: ['user'] } as const

/** A page of users; only the first has counts: active users, without those suspended by the plan, and what the plan has. */
const pageOfUsers = () =>
  z.strictObject({
    ...pageOf(UserView).shape,
    counts: z.strictObject({ active: z.int(), licences: z.int(), plan: Plan }).optional(),
  })

const searched = () => z.string().trim().normalize('NFC').min(1).max(254).optional()

export const listUsers = /* @__PURE__ */ operation('listUsers', () => ({
  summary: 'List users, the newest first, or search them by address or name',
  rules: ['R51', 'R54', 'R56'],
  on: http('GET', '/organizations/{customerId}/users'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: showing.reads,
  lists: ['user', 'userAddress'],
  needs: ['cursors'],
  input: z.strictObject({
    customerId: CustomerId,
    address: searched().meta({
      description:
        'The beginning of an address or of an alias, such as `mal` or `malee@`; in the order of addresses',
    }),
    name: searched().meta({ description: 'Part of a name' }),
    ...pageInput,
  }),
  output: pageOfUsers(),
}))

export const getUser = /* @__PURE__ */ operation('getUser', () => ({
  summary: 'Get a user, with the picture and the backup that was asked for',
  rules: ['R51', 'R54', 'R56'],
  on: http('GET', '/organizations/{customerId}/users/{userId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: [...showing.reads, 'userPicture'],
  lists: showing.lists,
  input: z.strictObject(byId),
  output: userDetails(),
  problems: [userNotFound],
}))

export const updateUser = /* @__PURE__ */ operation('updateUser', () => ({
  summary: 'Update, suspend or reactivate a user',
  rules: ['R17', 'R51', 'R52', 'R54', 'R55', 'R56', 'R57'],
  on: http('PATCH', '/organizations/{customerId}/users/{userId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  ifMatch: 'user',
  reads: [...showing.reads, 'person', 'subject', 'administratorChanges'],
  lists: ['user', 'administrator'],
  puts: ['user', 'subject', 'personalDetails', 'organizationMembership', 'administrator'],
  updates: ['userAddress', 'seats', 'roleCount', 'administratorChanges'],
  deletes: ['organizationMembership', 'administrator'],
  checks: ['customer', 'person'],
  input: z.strictObject({ ...byId, ...userPatch() }),
  output: UserView,
  problems: [
    forbiddenToPartnerAdmin,
    userNotFound,
    administratorProtected,
    notAnAlias,
    administratorHasNoPolicy,
    mailPolicyNotFound,
    licencesExhausted,
    administratorsExhausted,
    partnerMemberIsOrganizationAdmin,
  ],
}))

const ofAlias = () => z.strictObject({ ...byId, alias: DirectoryAddress })

export const addAlias = /* @__PURE__ */ operation('addAlias', () => ({
  summary: 'Give a user an alias',
  rules: ['R51', 'R52', 'R54', 'R55'],
  on: http('PUT', '/organizations/{customerId}/users/{userId}/aliases/{alias}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: [...showing.reads, 'userAddress'],
  lists: showing.lists,
  puts: ['user', 'userAddress'],
  input: ofAlias(),
  output: UserView,
  problems: [
    userNotFound,
    administratorProtected,
    addressOutsideDomain,
    addressTaken,
    addressReserved,
    aliasLimitReached,
  ],
}))

export const removeAlias = /* @__PURE__ */ operation('removeAlias', () => ({
  summary: 'Take an alias from a user',
  rules: ['R51', 'R52', 'R54', 'R55'],
  on: http('DELETE', '/organizations/{customerId}/users/{userId}/aliases/{alias}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: 'in-session',
  reads: [...showing.reads, 'userAddress'],
  lists: showing.lists,
  puts: ['user', 'userAddress'],
  deletes: ['userAddress'],
  input: ofAlias(),
  output: UserView,
  problems: [userNotFound, administratorProtected, aliasNotFound],
}))

export const changeUserProfilePicture = /* @__PURE__ */ operation('changeUserProfilePicture', () => ({
  summary: 'Change the profile picture of a user',
  rules: ['R51', 'R54', 'R56'],
  on: http('PUT', '/organizations/{customerId}/users/{userId}/profile-picture'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'changeUserProfilePicture' },
  reads: showing.reads,
  lists: showing.lists,
  puts: ['user', 'userPicture'],
  input: z.strictObject({ ...byId, picture: Picture() }),
  output: UserView,
  problems: [userNotFound, administratorProtected, pictureNotUsable],
}))

export const resetUserPassword = /* @__PURE__ */ operation('resetUserPassword', () => ({
  summary: 'Mail a user where to choose a new password, to the recovery address',
  rules: ['R19', 'R51', 'R54', 'R56'],
  on: http('POST', '/organizations/{customerId}/users/{userId}/password-reset'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'resetUserPassword' },
  idempotencyKey: 'accepted',
  reads: ['user', 'subject'],
  puts: ['user', 'subject', 'personalDetails'],
  updates: ['dayCount'],
  mails: ['password-reset-requested'],
  needs: ['daily-mails', 'recovery-page'],
  input: z.strictObject(byId),
  output: z.strictObject({ userId: UserId, recoveryEmail: EmailAddress, requestedAt: Instant }),
  problems: [userNotFound, administratorProtected, recoveryAddressMissing, dailyNumberReached],
}))

export const deleteUser = /* @__PURE__ */ operation('deleteUser', () => ({
  summary: 'Delete a user for good',
  rules: ['R51', 'R56'],
  on: http('DELETE', '/organizations/{customerId}/users/{userId}'),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'deleteUser' },
  reads: ['user'],
  puts: ['user', 'userAddress'],
  updates: ['seats', 'roleCount', 'administratorChanges'],
  deletes: ['userPicture', 'organizationMembership', 'administrator'],
  checks: ['customer'],
  input: z.strictObject(byId),
  output: z.strictObject({ userId: UserId }),
  problems: [userNotFound, administratorProtected],
}))

export const backUpUserAccount = /* @__PURE__ */ operation('backUpUserAccount', () => ({
  summary: "Request a backup of a user's account, for 30 days",
  rules: ['R51', 'R54', 'R56'],
  on: http('POST', '/organizations/{customerId}/users/{userId}/backups', 201),
  allow: ORGANIZATION_ROLES,
  onBehalf: { never: 'backUpUserAccount' },
  idempotencyKey: 'accepted',
  reads: ['user'],
  puts: ['user'],
  input: z.strictObject(byId),
  output: z.strictObject({ backupId: BackupId, requestedAt: Instant, expiresAt: Instant }),
  problems: [userNotFound, administratorProtected, backupAlreadyRequested],
}))
