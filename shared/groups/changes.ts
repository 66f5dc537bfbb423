import { changedMembers } from '../audit/changed-members.ts'
import type { UserId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import type { Change, Stored } from '../table/record.ts'
import type { UserAddress } from '../users/address.ts'
import { addressReleased, addressTakenBy } from '../users/changes.ts'
import { userRecord } from '../users/records.ts'
import type { PresentUser } from '../users/user.ts'
import { deleteGroup, type LiveGroup } from './group.ts'
import { groupMemberRecord, groupRecord } from './records.ts'

/** What the log shows of a group; it stands in the log alone. */
const shown = ({ address, name, whoMaySend }: LiveGroup) => ({ address, name, whoMaySend })

/** A group that is created, and its address, only where that is as it was read (R55, R57). */
export const groupCreated = (
  group: LiveGroup,
  known: UserAddress | undefined,
): Change<'group' | 'userAddress'>[] => {
  const { customerId, groupId, address } = group
  return [
    groupRecord.create(group, { action: 'group.created', after: shown(group) }),
    addressTakenBy({ customerId, address }, { as: 'group', groupId }, known),
  ]
}

/** The next version of a group, or nothing where it does not differ. */
export const groupUpdated = (previous: Stored<LiveGroup>, next: LiveGroup): Change<'group'>[] => {
  const { names, before, after } = changedMembers(shown(previous), shown(next))
  if (names.length === 0) return []
  const event = { action: 'group.updated', details: { changed: names }, before, after } as const
  return [groupRecord.replace(previous, next, event)]
}

/** Deletes a group: its address is free again, its members are not looked at (R55, R57). */
export const groupDeleted = (
  group: Stored<LiveGroup>,
  known: UserAddress | undefined,
  when: { readonly isPartner: boolean; readonly now: Instant; readonly realMs: number },
): Change<'group' | 'userAddress'>[] => {
  const { customerId, groupId, address } = group
  const event = { action: 'group.deleted', before: shown(group), after: { state: 'deleted' } } as const
  return [
    groupRecord.replace(group, deleteGroup(group), event),
    addressReleased({ customerId, address }, { groupId }, known, when),
  ]
}

/** Users who become members, only while they are as they were read: none is deleted meanwhile (R57). */
export const groupMembersAdded = (
  group: Stored<LiveGroup>,
  users: readonly Stored<PresentUser>[],
): Change<'group' | 'groupMember' | 'user'>[] => {
  const { customerId, groupId } = group
  const userIds = users.map(({ userId }) => userId)
  return [
    groupRecord.replace(group, group, {
      action: 'group-members.added',
      details: { userIds },
      after: { userIds },
    }),
    ...users.flatMap((user) => [
      groupMemberRecord.put({ customerId, groupId, userId: user.userId }),
      userRecord.unchanged(user),
    ]),
  ]
}

/** A user who is no member any more. */
export const groupMemberRemoved = (
  group: Stored<LiveGroup>,
  userId: UserId,
): Change<'group' | 'groupMember'>[] => [
  groupRecord.replace(group, group, {
    action: 'group-member.removed',
    details: { userId },
    before: { userId },
  }),
  groupMemberRecord.remove({ ...group, userId }),
]
