import { groupMembersAdded } from '../../shared/groups/changes.ts'
import { addGroupMembers } from '../../shared/groups/contract.ts'
import { groupNotFound, liveGroup } from '../../shared/groups/group.ts'
import { groupMemberRecord, groupRecord } from '../../shared/groups/records.ts'
import { groupAfter } from '../../shared/groups/view.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser } from '../../shared/users/user.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: groupRecord.or(groupNotFound) }

export const handler = serveManaged(addGroupMembers, reads, async ({ input, found, findAll }) => {
  const group = liveGroup(found)
  const { customerId, groupId, userIds } = input
  const asked = userIds.map((userId) => ({ customerId, groupId, userId }))
  const [users, members] = await Promise.all([findAll(userRecord, asked), findAll(groupMemberRecord, asked)])
  const added = users.map(presentUser).filter((_user, place) => !members[place])
  const changes = added.length > 0 ? groupMembersAdded(group, added) : []
  return { answer: groupAfter(group, group, changes), changes }
})
