import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { ORGANIZATION_ROLES } from '../kernel/caller.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { CustomerId, MailPolicyId, UserId } from '../kernel/id.ts'
import { Name, NameOrNothing } from '../kernel/text.ts'
import { mailPolicyNotFound } from '../policies/policy.ts'
import { addressOutsideDomain, addressReserved, addressTaken, DirectoryAddress } from './address.ts'
import { administratorProtected } from './rank.ts'
import { licencesExhausted } from './seats.ts'
import { userNotFound } from './user.ts'
import { UserView } from './view.ts'

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
