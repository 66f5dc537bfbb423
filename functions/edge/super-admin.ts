import type { Customer } from '../../shared/customers/customer.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { userAddressRecord, userRecord } from '../../shared/users/records.ts'
import { isPresent, type PresentUser } from '../../shared/users/user.ts'

/** The super admin of a verified organisation in its directory; refuses with `unavailable` where another address, or another person, became theirs since the organisation was read. */
export const superAdminIn = async (
  { find, get }: Pick<ItemReader<'user' | 'userAddress', never>, 'find' | 'get'>,
  { customerId, superAdmin }: Pick<Customer, 'customerId' | 'superAdmin'>,
): Promise<Stored<PresentUser>> => {
  const held = await find(userAddressRecord, { customerId, address: superAdmin.email })
  const user = held?.state === 'held' && (await get(userRecord, { customerId, userId: held.userId }))
  if (!user || !isPresent(user)) throw unavailable({ retryAfterSeconds: 1 })
  return user
}
