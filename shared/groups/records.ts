import * as z from 'zod'
import { CustomerId, GroupId, UserId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { Group } from './group.ts'

/** The partition of an organisation's groups, in the order of creation. */
export const groupPartition = (customerId: CustomerId): string => `GROUPS#${customerId}`

/** Each group has an audit chain of its own, in which its members come and go too. */
export const groupRecord = /* @__PURE__ */ entity({
  kind: 'group',
  schema: Group,
  key: ({ customerId, groupId }: { readonly customerId: CustomerId; readonly groupId: GroupId }) => ({
    pk: groupPartition(customerId),
    sk: `GROUP#${groupId}`,
  }),
  chain: ({ groupId }) => `GROUP#${groupId}`,
  loggedFor: ({ customerId }) => customerId,
})

/** The partition of a group's members, in the order in which the organisation added the users. */
export const groupMemberPartition = (groupId: GroupId): string => `GROUP-MEMBERS#${groupId}`

/** A row for each member, so that no change costs more in a large group; those of a deleted group stay and are never read again (R57). */
export const groupMemberRecord = /* @__PURE__ */ row({
  kind: 'groupMember',
  schema: z.object({ customerId: CustomerId, groupId: GroupId, userId: UserId }),
  key: ({ groupId, userId }: { readonly groupId: GroupId; readonly userId: UserId }) => ({
    pk: groupMemberPartition(groupId),
    sk: `MEMBER#${userId}`,
  }),
})
