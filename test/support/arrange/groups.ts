import { world } from '../../../functions/outside/world.ts'
import { groupCreated, groupDeleted, groupMembersAdded } from '../../../shared/groups/changes.ts'
import { create, liveGroup, type LiveGroup } from '../../../shared/groups/group.ts'
import { groupRecord } from '../../../shared/groups/records.ts'
import { EmailAddress } from '../../../shared/kernel/email-address.ts'
import { GroupId } from '../../../shared/kernel/id.ts'
import type { Customer } from '../../../shared/customers/customer.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import type { PresentUser } from '../../../shared/users/user.ts'
import { storedUser } from './users.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

let serial = 0

const storedGroup = async (of: Pick<LiveGroup, 'customerId' | 'groupId'>): Promise<Stored<LiveGroup>> =>
  liveGroup(await reader(world.table).get(groupRecord, of))

/** A group of a verified customer with some members. */
export const group = async (
  { customerId, domain }: Pick<Customer, 'customerId' | 'domain'>,
  members: readonly Pick<PresentUser, 'customerId' | 'userId'>[] = [],
): Promise<Stored<LiveGroup>> => {
  const made = create(
    {
      customerId,
      groupId: GroupId.parse(`grp_${newUlid()}`),
      address: EmailAddress.parse(`group-${(serial += 1)}@${domain}`),
      name: 'Sales',
      whoMaySend: 'anyone',
    },
    await now(),
  )
  await commit(...groupCreated(made, undefined))
  if (members.length > 0) {
    const users = await Promise.all(members.map(storedUser))
    await commit(...groupMembersAdded(await storedGroup(made), users))
  }
  return storedGroup(made)
}

/** Deletes a group, as an administrator of the organisation does. */
export const deleteGroup = async (of: Pick<LiveGroup, 'customerId' | 'groupId'>): Promise<void> => {
  const when = { isPartner: false, now: await now(), realMs: world.realMs() }
  await commit(...groupDeleted(await storedGroup(of), undefined, when))
}
