import { groupCreated } from '../../shared/groups/changes.ts'
import { createGroup } from '../../shared/groups/contract.ts'
import { create } from '../../shared/groups/group.ts'
import { groupView } from '../../shared/groups/view.ts'
import { GroupId } from '../../shared/kernel/id.ts'
import { refuseAddresses } from '../../shared/users/address.ts'
import { userAddressRecord } from '../../shared/users/records.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { newId } from '../outside/new-id.ts'

const reads = { known: userAddressRecord }

export const handler = serveManaged(createGroup, reads, ({ input, known, customer, caller, now }) => {
  const { domain } = customer
  const isPartner = caller.actsAs === 'partner-admin'
  refuseAddresses({ addresses: [input.address], known: [known], domain, isPartner }, now)
  const group = create({ ...input, groupId: newId(GroupId, 'grp', now) }, now)
  return { answer: groupView(group, 1), changes: groupCreated(group, known) }
})
