import { groupDeleted } from '../../shared/groups/changes.ts'
import { deleteGroup } from '../../shared/groups/contract.ts'
import { groupNotFound, liveGroup } from '../../shared/groups/group.ts'
import { groupRecord } from '../../shared/groups/records.ts'
import { userAddressRecord } from '../../shared/users/records.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { world } from '../outside/world.ts'

const reads = { found: groupRecord.or(groupNotFound) }

export const handler = serveManaged(deleteGroup, reads, async ({ found, caller, find, now }) => {
  const group = liveGroup(found)
  const { groupId } = group
  const isPartner = caller.actsAs === 'partner-admin'
  const known = isPartner ? await find(userAddressRecord, group) : undefined
  return {
    answer: { groupId },
    changes: groupDeleted(group, known, { isPartner, now, realMs: world.realMs() }),
  }
})
