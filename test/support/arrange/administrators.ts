import { customerRecord } from '../../../shared/customers/records.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { reader } from '../../../shared/table/reader.ts'
import { userDeleted } from '../../../shared/users/changes.ts'
import { userAddressRecord } from '../../../shared/users/records.ts'
import type { PresentUser } from '../../../shared/users/user.ts'
import { world } from '../../../functions/outside/world.ts'
import type { Somebody } from './people.ts'
import { commit, now } from './time.ts'
import { storedUser } from './users.ts'

/** The user who signs in with somebody's address. */
export const userOf = async (
  customerId: CustomerId,
  { email: address }: Pick<Somebody, 'email'>,
): Promise<Stored<PresentUser>> => {
  const held = await reader(world.table).get(userAddressRecord, { customerId, address })
  if (held.state !== 'held') throw new Error(`${address} is no user`)
  return storedUser({ customerId, userId: held.userId })
}

/** Deletes a user for good. */
export const deleteUser = async (of: Pick<PresentUser, 'customerId' | 'userId'>): Promise<void> => {
  const user = await storedUser(of)
  const customer = await reader(world.table).get(customerRecord, of)
  await commit(...userDeleted(user, customer, { now: await now(), realMs: world.realMs() }))
}
