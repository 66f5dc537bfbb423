import { groupDeleted } from '../../shared/groups/changes.ts'
import { deleteGroup } from '../../shared/groups/contract.ts'
import { groupNotFound, liveGroup } from '../../shared/groups/group.ts'
import { groupRecord } from '../../shared/groups/records.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { world } from '../outside/world.ts'

const reads = { found: groupRecord.or(groupNotFound) }

export const handler = serveManaged(deleteGroup, reads, ({ found, caller, now }) => {
  const group = liveGroup(found)
  const { groupId } = group
  const isPartner = caller.actsAs === 'partner-admin'
  return { answer: { groupId }, changes: groupDeleted(group, { isPartner, now, realMs: world.realMs() }) }
})
