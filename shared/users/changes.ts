import { changedMembers } from '../audit/changed-members.ts'
import { effectivePlan, type Customer } from '../customers/customer.ts'
import { customerRecord } from '../customers/records.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { organizationRoleEnded } from '../people/changes.ts'
import type { Change, Stored } from '../table/record.ts'
import { reservedUntil, type AddressHolder, type UserAddress } from './address.ts'
import { seatsRecord, userAddressRecord, userPictureRecord, userRecord } from './records.ts'
import { addressesOf, deleteUser, isAdministrator, type PresentUser } from './user.ts'

interface OfAddress {
  readonly customerId: CustomerId
  readonly address: EmailAddress
}

/** What the log shows of a user; it stands in the log alone. */
const shown = ({
  email,
  firstName,
  lastName,
  status,
  role,
  aliases,
  recoveryEmail,
  mailPolicyId,
}: PresentUser) => ({
  email,
  firstName,
  lastName,
  status,
  role,
  aliases,
  ...(recoveryEmail ? { recoveryEmail } : {}),
  ...(mailPolicyId ? { mailPolicyId } : {}),
})

/** A user who is added to the directory. */
export const userAdded = (user: PresentUser): Change<'user'> =>
  userRecord.create(user, { action: 'user.added', details: { role: user.role }, after: shown(user) })

/** The next version of a user; the audit has the names of what changed, the log also what it was and is. */
export const userChanged = (
  previous: Stored<PresentUser>,
  next: PresentUser,
  action: `user.${string}`,
): Change<'user'> => {
  const { names, before, after } = changedMembers(shown(previous), shown(next))
  return userRecord.replace(previous, next, { action, details: { changed: names }, before, after })
}

/** Takes an address, only where it is as it was read: free, or released (R55). */
export const addressTakenBy = (
  { customerId, address }: OfAddress,
  holder: AddressHolder,
  known: UserAddress | undefined,
): Change<'userAddress'> => {
  const item: UserAddress =
    holder.as === 'group'
      ? { state: 'held-by-group', customerId, address, groupId: holder.groupId }
      : { state: 'held', customerId, address, ...holder }
  return known?.state === 'released'
    ? userAddressRecord.put(item, { equals: { state: 'released', reservedUntil: known.reservedUntil } })
    : userAddressRecord.putNew(item)
}

/** When a released address is deleted, in seconds of real time: after it is free again by the programme's time, which is never behind. */
const RELEASED_KEPT_SECONDS = 31 * 86_400

/** Gives an address of a user or a group up; what the organisation gives up stays closed to its partner for 30 days (R55). */
export const addressReleased = (
  of: OfAddress,
  holder: AddressHolder,
  { isPartner, now, realMs }: { readonly isPartner: boolean; readonly now: Instant; readonly realMs: number },
): Change<'userAddress'> => {
  const { as, ...id } = holder
  const isHeld = { equals: as === 'group' ? id : { ...id, as } }
  if (isPartner) return userAddressRecord.remove(of, isHeld)
  return userAddressRecord.put(
    {
      state: 'released',
      ...of,
      reservedUntil: reservedUntil(now),
      expiresAt: Math.floor(realMs / 1_000) + RELEASED_KEPT_SECONDS,
    },
    isHeld,
  )
}

/** Counts users who become active, never beyond the licences; the subscription is the one that was read (R56). */
export const seatsTaken = (
  customer: Stored<Customer>,
  count: number,
  at: Instant,
): Change<'seats' | 'customer'>[] => {
  const { customerId } = customer
  const { licences } = effectivePlan(customer, at)
  return [
    seatsRecord.increment(
      { customerId },
      { active: count },
      { set: { customerId }, condition: { atMost: { active: licences - count } } },
    ),
    customerRecord.unchanged(customer),
  ]
}

/** Counts users who are active no longer. */
export const seatsFreed = ({ customerId }: Pick<Customer, 'customerId'>, count: number): Change<'seats'> =>
  seatsRecord.increment({ customerId }, { active: -count }, { condition: { atLeast: { active: count } } })

/** The first user of an organisation, its super admin: in the commit that verifies the domain or brings the organisation in (R56). */
export const firstUserAdded = (user: PresentUser): Change<'user' | 'userAddress' | 'seats'>[] => {
  const { customerId, email: address, userId } = user
  return [
    userAdded(user),
    addressTakenBy({ customerId, address }, { as: 'email', userId }, undefined),
    seatsRecord.putNew({ customerId, active: 1 }),
  ]
}

/** Ends the role of an active administrator at the gate; it belongs in a commit that fails if the organisation gets another partner meanwhile. */
export const gateRoleEnded = (
  user: PresentUser,
  customer: Stored<Customer>,
): Change<'organizationMembership' | 'administrator' | 'roleCount' | 'customer'>[] =>
  isAdministrator(user) && user.status === 'active'
    ? [...organizationRoleEnded(user, customer), customerRecord.unchanged(customer)]
    : []

/** Deletes a user: the seat and the addresses are free again, the role and the picture are gone (R56). */
export const userDeleted = (
  user: Stored<PresentUser>,
  customer: Stored<Customer>,
  when: { readonly now: Instant; readonly realMs: number },
): Change<
  | 'user'
  | 'userAddress'
  | 'userPicture'
  | 'seats'
  | 'organizationMembership'
  | 'administrator'
  | 'roleCount'
  | 'customer'
>[] => {
  const { customerId, userId, email } = user
  return [
    userRecord.replace(user, deleteUser(user), {
      action: 'user.deleted',
      before: shown(user),
      after: { status: 'deleted' },
    }),
    ...addressesOf(user).map((address) =>
      addressReleased(
        { customerId, address },
        { as: address === email ? 'email' : 'alias', userId },
        { isPartner: false, ...when },
      ),
    ),
    userPictureRecord.remove({ customerId, userId }),
    ...(user.status === 'active' ? [seatsFreed({ customerId }, 1)] : []),
    ...gateRoleEnded(user, customer),
  ]
}
