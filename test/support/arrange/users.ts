import type { Customer } from '../../../shared/customers/customer.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { MailPolicyId, UserId } from '../../../shared/kernel/id.ts'
import { MailPolicy } from '../../../shared/policies/policy.ts'
import { mailPolicyRecord } from '../../../shared/policies/records.ts'
import { organizationRoleEnded } from '../../../shared/people/changes.ts'
import {
  addressTakenBy,
  seatsFreed,
  seatsTaken,
  userAdded,
  userChanged,
} from '../../../shared/users/changes.ts'
import { userRecord } from '../../../shared/users/records.ts'
import { add, presentUser, type PresentUser } from '../../../shared/users/user.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { world } from '../../../functions/outside/world.ts'
import { partner } from './partners.ts'
import { customer as newCustomer, setLicences } from './customers.ts'
import { openSession } from './management.ts'
import { setOrganizationRole, type Somebody } from './people.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

let serial = 0

/** The user as stored, who must not be deleted. */
export const storedUser = async ({
  customerId,
  userId,
}: Pick<PresentUser, 'customerId' | 'userId'>): Promise<Stored<PresentUser>> =>
  presentUser(await reader(world.table).get(userRecord, { customerId, userId }))

/** A user of a verified customer: an active member unless told. */
export const user = async (
  { customerId }: Pick<Customer, 'customerId'>,
  more: Partial<PresentUser> = {},
): Promise<Stored<PresentUser>> => {
  const at = await now()
  const customer = await reader(world.table).get(customerRecord, { customerId })
  const plain = add(
    {
      customerId,
      userId: UserId.parse(`usr_${newUlid()}`),
      email: EmailAddress.parse(`user-${(serial += 1)}@${customer.domain}`),
      firstName: 'Malee',
      lastName: 'Srisuk',
    },
    at,
  )
  const made = { ...plain, ...more }
  const { userId } = made
  await commit(
    userAdded(made),
    addressTakenBy({ customerId, address: made.email }, { as: 'email', userId }, undefined),
    ...made.aliases.map((address) =>
      addressTakenBy({ customerId, address }, { as: 'alias', userId }, undefined),
    ),
    ...(made.status === 'active' ? seatsTaken(customer, 1, at) : []),
  )
  return storedUser(made)
}

/** An org admin of a verified customer, in its directory and at the gate. */
export const orgAdminUser = async (
  customer: Pick<Customer, 'customerId' | 'partnerId'>,
  more: Partial<PresentUser> = {},
): Promise<{ user: Stored<PresentUser>; who: Somebody }> => {
  const made = await user(customer, { role: 'org-admin', ...more })
  const who = { email: made.email, sub: `sub of ${made.email}` }
  await setOrganizationRole(who, customer, 'org-admin')
  return { user: made, who }
}

/** Changes what is stored of a user. */
export const setUser = async (
  of: Pick<PresentUser, 'customerId' | 'userId'>,
  change: (user: PresentUser) => PresentUser,
): Promise<Stored<PresentUser>> => {
  const stored = await storedUser(of)
  await commit(userChanged(stored, change(stored), 'user.arranged'))
  return storedUser(of)
}

/** Suspends an org admin, whose role at the gate ends. */
export const suspendAdministrator = async (
  customer: Pick<Customer, 'customerId' | 'partnerId'>,
  who: Somebody,
  of: Pick<PresentUser, 'customerId' | 'userId'>,
): Promise<Stored<PresentUser>> => {
  const stored = await storedUser(of)
  await commit(
    userChanged(stored, { ...stored, status: 'suspended' }, 'user.arranged'),
    seatsFreed(customer, 1),
    ...organizationRoleEnded(who, customer),
  )
  return storedUser(of)
}

/** The super admin of a customer in its directory. */
export const superAdminUserOf = async (customerId: CustomerId): Promise<Stored<PresentUser>> => {
  const { items } = await reader(world.table).page(userRecord, {
    partition: userRecord.key({ customerId, userId: UserId.parse(`usr_${'0'.repeat(26)}`) }).pk,
    limit: 100,
  })
  const found = items.find((one) => one.status !== 'deleted' && one.role === 'super-admin')
  return presentUser(found)
}

/** The super admin of a customer, as they sign in. */
export const superAdminOf = async (customerId: CustomerId): Promise<Somebody> => {
  const { superAdmin } = await reader(world.table).get(customerRecord, { customerId })
  return { email: superAdmin.email, sub: `sub of ${superAdmin.email}` }
}

/** A verified customer with ten licences, its super admin, and an admin of its partner with a management session open. */
export const managed = async () => {
  const { admin, partner: ofPartner } = await partner()
  const { customer, superAdmin } = await newCustomer(ofPartner, {
    verified: true,
    subscription: { licences: 10 },
  })
  const session = await openSession(admin, customer.customerId)
  return { admin, partner: ofPartner, customer, superAdmin, session }
}

/** A mail policy that users of a customer can have, or had before it was deleted. */
export const policyOfUsers = async (
  { customerId }: Pick<Customer, 'customerId'>,
  state: MailPolicy['state'] = 'live',
): Promise<MailPolicyId> => {
  const policyId = MailPolicyId.parse(`pol_${newUlid()}`)
  const policy = MailPolicy.parse({
    policyId,
    customerId,
    state,
    name: 'Office',
    sendTo: { with: 'anyone' },
    receiveFrom: { with: 'anyone' },
    forwarding: 'blocked',
    imap: true,
    pop: false,
    activeSync: true,
    attachmentMegabytes: 25,
    createdAt: await now(),
  })
  await commit(mailPolicyRecord.create(policy, { action: 'mail-policy.arranged' }))
  return policyId
}

/** Gives a user a mail policy, and the organisation licences for its super admin and one older user alone, so that the user is suspended by the plan. */
export const beyondPlan = async (of: Stored<PresentUser>): Promise<Stored<PresentUser>> => {
  await user(of, { userId: UserId.parse(`usr_${world.ulid(1)}`) })
  await setLicences(of.customerId, 2)
  const mailPolicyId = await policyOfUsers(of)
  return setUser(of, (before) => ({ ...before, mailPolicyId }))
}
