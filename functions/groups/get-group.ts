import { getGroup } from '../../shared/groups/contract.ts'
import { groupNotFound, liveGroup } from '../../shared/groups/group.ts'
import { groupMemberPartition, groupMemberRecord, groupRecord } from '../../shared/groups/records.ts'
import { groupMember, groupView } from '../../shared/groups/view.ts'
import { userRecord } from '../../shared/users/records.ts'
import { isPresent } from '../../shared/users/user.ts'
import { answerPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: groupRecord.or(groupNotFound) }

export const handler = serveManaged(getGroup, reads, async (request) => {
  const group = liveGroup(request.found)
  const { answer: members } = await answerPage(
    getGroup,
    request,
    groupMemberRecord,
    { partition: groupMemberPartition(group.groupId) },
    async (row) => {
      const user = await request.get(userRecord, row)
      return isPresent(user) ? groupMember(user) : undefined
    },
  )
  return { answer: { ...groupView(group, group.version), members } }
})
