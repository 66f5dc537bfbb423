import * as z from 'zod'
import type { Customer } from '../customers/customer.ts'
import { EmailAddress } from '../kernel/email-address.ts'
import { BackupId, CustomerId, MailPolicyId, UserId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/** The roles of a user in the directory: the one super admin, org admins, and all others. */
export const USER_ROLES = ['super-admin', 'org-admin', 'member'] as const
export type UserRole = (typeof USER_ROLES)[number]

/** A user of an organisation who is not deleted. */
export const PresentUser = z.object({
  userId: UserId,
  customerId: CustomerId,
  status: z.enum(['active', 'suspended']),
  role: z.enum(USER_ROLES),
  email: EmailAddress,
  firstName: z.string(),
  lastName: z.string(),
  aliases: z.array(EmailAddress),
  recoveryEmail: EmailAddress.optional(),
  mailPolicyId: MailPolicyId.optional(),
  backup: z.object({ backupId: BackupId, requestedAt: Instant, expiresAt: Instant }).optional(),
  createdAt: Instant,
})
export type PresentUser = z.infer<typeof PresentUser>

/** What is kept of a user who is deleted: that there was one, so that nothing that names them is left dangling (R56). */
export const DeletedUser = PresentUser.pick({ userId: true, customerId: true, createdAt: true }).extend({
  status: z.literal('deleted'),
})
export type DeletedUser = z.infer<typeof DeletedUser>

/** A user of an organisation. */
export const User = z.discriminatedUnion('status', [PresentUser, DeletedUser])
export type User = z.infer<typeof User>

export const userNotFound = /* @__PURE__ */ problem('user-not-found', {
  kind: 'missing',
  title: 'There is no such user',
  advice: 'Choose a user from the list of users.',
})

/** Whether a user administers the organisation. */
export const isAdministrator = ({ role }: Pick<PresentUser, 'role'>): boolean => role !== 'member'

/** Whether a user is not deleted. */
export const isPresent = <U extends User>(user: U): user is U & PresentUser => user.status !== 'deleted'

/** The user of the organisation; a deleted one answers like a missing one. */
export const presentUser = <U extends User>(user: U | undefined): U & PresentUser => {
  if (!user || !isPresent(user)) throw userNotFound()
  return user
}

/** Every address that a user holds, the main one first. */
export const addressesOf = ({ email, aliases }: PresentUser): EmailAddress[] => [email, ...aliases]

type NewUser = Pick<PresentUser, 'userId' | 'customerId' | 'email' | 'firstName' | 'lastName'> &
  Partial<Pick<PresentUser, 'recoveryEmail' | 'mailPolicyId'>>

/** A user as it is added: active, and a member unless it is the super admin. */
export const add = (user: NewUser, at: Instant, role: UserRole = 'member'): PresentUser => ({
  ...user,
  role,
  status: 'active',
  aliases: [],
  createdAt: at,
})

/** The super admin of an organisation as its first user (R56). */
export const superAdminUser = (
  { customerId, superAdmin }: Pick<Customer, 'customerId' | 'superAdmin'>,
  userId: UserId,
  at: Instant,
): PresentUser => {
  const { email, firstName, lastName } = superAdmin
  return add({ customerId, userId, email, firstName, lastName }, at, 'super-admin')
}

/** A member as an administrator: under no mail policy, and without the recovery address that a partner admin may have given (R52, R57). */
export const unsteered = ({
  mailPolicyId: _policy,
  recoveryEmail: _recovery,
  ...user
}: PresentUser): PresentUser => user

/** Deletes a user for good. */
export const deleteUser = ({ userId, customerId, createdAt }: PresentUser): DeletedUser => ({
  userId,
  customerId,
  createdAt,
  status: 'deleted',
})
