import { groupMemberRemoved } from '../../shared/groups/changes.ts'
import { removeGroupMember } from '../../shared/groups/contract.ts'
import { groupMemberNotFound, groupNotFound, liveGroup } from '../../shared/groups/group.ts'
import { groupMemberRecord, groupRecord } from '../../shared/groups/records.ts'
import { groupAfter } from '../../shared/groups/view.ts'
import { userRecord } from '../../shared/users/records.ts'
import { presentUser } from '../../shared/users/user.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: groupRecord.or(groupNotFound), user: userRecord, member: groupMemberRecord }

export const handler = serveManaged(removeGroupMember, reads, ({ found, user, member }) => {
  const group = liveGroup(found)
  const { userId } = presentUser(user)
  if (!member) throw groupMemberNotFound()
  const changes = groupMemberRemoved(group, userId)
  return { answer: groupAfter(group, group, changes), changes }
})
