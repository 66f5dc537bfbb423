import { changedMembers } from '../audit/changed-members.ts'
import { effectivePlan, type Customer } from '../customers/customer.ts'
import { customerRecord } from '../customers/records.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { CustomerId, GroupId, UserId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { administratorsChanged, organizationRoleEnded } from '../people/changes.ts'
import type { Change, Stored } from '../table/record.ts'
import { reservedUntil, type AddressHolder, type UserAddress } from './address.ts'
import type { MediaType } from './picture.ts'
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

/** The members of what the log shows that differ, as they were and as they are. */
const changed = (before: PresentUser, after: PresentUser) => changedMembers(shown(before), shown(after))

/** A user who is added to the directory. */
export const userAdded = (user: PresentUser): Change<'user'> =>
  userRecord.create(user, { action: 'user.added', details: { role: user.role }, after: shown(user) })

/** The next version of a user; the audit has the names of what changed, the log also what it was and is. */
export const userChanged = (
  previous: Stored<PresentUser>,
  next: PresentUser,
  action: `user.${string}`,
): Change<'user'> => {
  const { names, before, after } = changed(previous, next)
  return userRecord.replace(previous, next, { action, details: { changed: names }, before, after })
}

/** Whether a user is shown otherwise in the log than before: what changes nothing is not written. */
export const isChanged = (before: PresentUser, after: PresentUser): boolean =>
  changed(before, after).names.length > 0

/** The next version of a user who is patched: suspended, reactivated, or with other details. */
export const userPatched = (previous: Stored<PresentUser>, next: PresentUser): Change<'user'> =>
  userChanged(
    previous,
    next,
    previous.status === next.status
      ? 'user.updated'
      : next.status === 'active'
        ? 'user.reactivated'
        : 'user.suspended',
  )

/** The two addresses of a user that change places, if they do. */
export const addressesSwapped = (before: PresentUser, { email }: PresentUser): Change<'userAddress'>[] => {
  const { customerId, userId, email: former } = before
  if (email === former) return []
  const held = (address: EmailAddress, as: 'email' | 'alias') =>
    userAddressRecord.set({ customerId, address }, { as }, { equals: { userId } })
  return [held(email, 'email'), held(former, 'alias')]
}

/** The picture of a user, and the next version of the user; the log has its type only. */
export const pictureChanged = (
  user: Stored<PresentUser>,
  picture: string,
  mediaType: MediaType,
): Change<'user' | 'userPicture'>[] => {
  const { customerId, userId } = user
  return [
    userRecord.replace(user, user, { action: 'user.picture-changed', details: { mediaType } }),
    userPictureRecord.put({ customerId, userId, mediaType, picture }),
  ]
}

/** The next version of a user for whom a new password is asked, which is all that is known of it here. */
export const passwordResetRequested = (user: Stored<PresentUser>): Change<'user'> =>
  userRecord.replace(user, user, { action: 'user.password-reset-requested' })

/** The next version of a user of whose account a backup is asked for. */
export const backupRequested = (
  user: Stored<PresentUser>,
  backup: NonNullable<PresentUser['backup']>,
): Change<'user'> =>
  userRecord.replace(user, { ...user, backup }, { action: 'user.backup-requested', details: { ...backup } })

/** Takes an address, only where it is as it was read: free, or released; until when it is reserved stays with it (R55). */
export const addressTakenBy = (
  { customerId, address }: OfAddress,
  holder: AddressHolder,
  known: UserAddress | undefined,
): Change<'userAddress'> => {
  const heldBy = (reserved: { readonly reservedUntil?: Instant }): UserAddress =>
    holder.as === 'group'
      ? { state: 'held-by-group', customerId, address, groupId: holder.groupId, ...reserved }
      : { state: 'held', customerId, address, ...holder, ...reserved }
  if (known?.state !== 'released') return userAddressRecord.putNew(heldBy({}))
  const { state, reservedUntil: until } = known
  return userAddressRecord.put(heldBy({ reservedUntil: until }), { equals: { state, reservedUntil: until } })
}

/** When a released address is deleted, in seconds of real time: after it is free again by the programme's time, which is never behind. */
const RELEASED_KEPT_SECONDS = 31 * 86_400

interface Release {
  readonly isPartner: boolean
  readonly now: Instant
  readonly realMs: number
}

/**
 * Gives an address of a user or a group up; what the organisation gives up stays closed to its partner for 30 days, and what the partner
 * gives up for the rest of the days for which the row that was read says so (R55).
 */
export const addressReleased = (
  of: OfAddress,
  holder: { readonly userId: UserId } | { readonly groupId: GroupId },
  known: UserAddress | undefined,
  { isPartner, now, realMs }: Release,
): Change<'userAddress'> => {
  const isHeld = { equals: holder }
  const until = isPartner ? known?.reservedUntil : reservedUntil(now)
  if (until === undefined || until <= now) return userAddressRecord.remove(of, isHeld)
  const expiresAt = Math.floor(realMs / 1_000) + RELEASED_KEPT_SECONDS
  return userAddressRecord.put({ state: 'released', ...of, reservedUntil: until, expiresAt }, isHeld)
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

/** Counts a super admin who becomes active, whom the organisation has even where it has no licence left (R56). */
export const superAdminSeatTaken = ({ customerId }: Pick<Customer, 'customerId'>): Change<'seats'> =>
  seatsRecord.increment({ customerId }, { active: 1 }, { set: { customerId } })

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

/** The super admin with the names and the address that their partner corrects; the mistyped address is free again (R13). */
export const superAdminCorrected = (
  user: Stored<PresentUser>,
  { email, firstName, lastName }: Customer['superAdmin'],
  known: UserAddress | undefined,
  when: { readonly now: Instant; readonly realMs: number },
): Change<'user' | 'userAddress'>[] => {
  const { customerId, userId } = user
  const next = { ...user, email, firstName, lastName }
  return [
    userChanged(user, next, 'user.corrected'),
    ...(email === user.email
      ? []
      : [
          addressTakenBy({ customerId, address: email }, { as: 'email', userId }, known),
          addressReleased({ customerId, address: user.email }, { userId }, undefined, {
            isPartner: true,
            ...when,
          }),
        ]),
  ]
}

/** Ends the role of an active administrator at the gate; it belongs in a commit that fails if the organisation gets another partner meanwhile. */
export const gateRoleEnded = (
  user: PresentUser,
  customer: Stored<Customer>,
): Change<
  'organizationMembership' | 'administrator' | 'administratorChanges' | 'roleCount' | 'customer'
>[] =>
  isAdministrator(user) && user.status === 'active'
    ? [
        ...organizationRoleEnded(user, customer),
        administratorsChanged(customer),
        customerRecord.unchanged(customer),
      ]
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
  | 'administratorChanges'
  | 'roleCount'
  | 'customer'
>[] => {
  const { customerId, userId } = user
  return [
    userRecord.replace(user, deleteUser(user), {
      action: 'user.deleted',
      before: shown(user),
      after: { status: 'deleted' },
    }),
    ...addressesOf(user).map((address) =>
      addressReleased({ customerId, address }, { userId }, undefined, { isPartner: false, ...when }),
    ),
    userPictureRecord.remove({ customerId, userId }),
    ...(user.status === 'active' ? [seatsFreed({ customerId }, 1)] : []),
    ...gateRoleEnded(user, customer),
  ]
}
