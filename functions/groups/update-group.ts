import { groupUpdated } from '../../shared/groups/changes.ts'
import { updateGroup } from '../../shared/groups/contract.ts'
import { groupNotFound, liveGroup, update } from '../../shared/groups/group.ts'
import { groupRecord } from '../../shared/groups/records.ts'
import { groupAfter } from '../../shared/groups/view.ts'
import { serveManaged } from '../edge/serve-managed.ts'

const reads = { found: groupRecord.or(groupNotFound) }

export const handler = serveManaged(updateGroup, reads, ({ input, found }) => {
  const group = liveGroup(found)
  const updated = update(group, input)
  const changes = groupUpdated(group, updated)
  return { answer: groupAfter(group, updated, changes), changes }
})
