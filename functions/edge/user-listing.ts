import type { Customer } from '../../shared/customers/customer.ts'
import type { UserId } from '../../shared/kernel/id.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Position } from '../../shared/table/table.ts'
import type { UserAddress } from '../../shared/users/address.ts'
import {
  addressPartition,
  addressPrefix,
  userAddressRecord,
  userPartition,
  userRecord,
} from '../../shared/users/records.ts'
import { addressBeginning, namedLike } from '../../shared/users/search.ts'
import { isPresent, type PresentUser } from '../../shared/users/user.ts'
import { MOST_ROWS, rowsToRead } from './rows-to-read.ts'

interface Listing extends Pick<ItemReader<'user', 'user' | 'userAddress'>, 'findAll' | 'page'> {
  readonly customer: Pick<Customer, 'customerId'>
  readonly input: { readonly address?: string | undefined; readonly name?: string | undefined }
}

/** The users of a page, and where the next one goes on. */
interface UserPage {
  readonly users: readonly Stored<PresentUser>[]
  readonly after: Position | undefined
}

interface Wanted {
  readonly limit: number
  readonly after?: Position
}

/** A page of the users with a name like this, the newest first; it reads at most 1,000 rows. */
export const usersByName = async (
  { customer, input, page }: Listing,
  { limit, after: from }: Wanted,
): Promise<UserPage> => {
  const partition = userPartition(customer.customerId)
  const isNamed = namedLike(input.name)
  const users: Stored<PresentUser>[] = []
  let rows = 0
  let after = from
  do {
    const wanted = input.name === undefined ? rowsToRead(limit, rows) : MOST_ROWS
    const read = await page(userRecord, {
      partition,
      newestFirst: true,
      limit: Math.min(wanted, MOST_ROWS - rows),
      ...(after ? { after } : {}),
    })
    users.push(...read.items.filter(isPresent).filter(isNamed))
    rows += read.items.length
    after = read.after
  } while (after && rows < MOST_ROWS && users.length < limit)
  const last = users.length > limit ? users[limit - 1] : undefined
  return { users: users.slice(0, limit), after: last ? { ...userRecord.key(last) } : after }
}

/** A page of the users with an address or an alias that begins so, in the order of these; nobody is twice on a page, which reads at most 1,000 rows. */
export const usersByAddress = async (
  { customer: { customerId }, input, findAll, page }: Listing,
  { limit, after: from }: Wanted,
): Promise<UserPage> => {
  const partition = addressPartition(customerId)
  const prefix = addressPrefix(addressBeginning(input.address ?? ''))
  const userIds = new Set<UserId>()
  let rows = 0
  let after = from
  do {
    const read = await page(userAddressRecord, {
      partition,
      prefix,
      limit: Math.min(rowsToRead(limit, rows), MOST_ROWS - rows),
      ...(after ? { after } : {}),
    })
    let last: UserAddress | undefined
    for (const address of read.items) {
      if (userIds.size === limit) break
      if (address.state === 'held') userIds.add(address.userId)
      last = address
    }
    rows += read.items.length
    after = last && last !== read.items.at(-1) ? { ...userAddressRecord.key(last) } : read.after
  } while (after && rows < MOST_ROWS && userIds.size < limit)
  const found = await findAll(
    userRecord,
    [...userIds].map((userId) => ({ customerId, userId })),
  )
  const users = found.filter((user) => user !== undefined).filter(isPresent)
  return { users: users.filter(namedLike(input.name)), after }
}
