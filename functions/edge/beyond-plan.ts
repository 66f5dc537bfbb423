import { effectivePlan, type Customer } from '../../shared/customers/customer.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Position } from '../../shared/table/table.ts'
import { userPartition, userRecord } from '../../shared/users/records.ts'
import { excessSeats, needsLicence, type Seats } from '../../shared/users/seats.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import { rowsToRead } from './rows-to-read.ts'

/** An organisation, how many of its users are active, and how to read them. */
export interface OfOrganization extends Pick<ItemReader<never, 'user'>, 'page'> {
  readonly customer: Customer
  readonly seats: Seats | undefined
  readonly now: Instant
}

/** The id of the user with whom so many licences are needed, from the oldest or the newest; nothing where there are fewer. */
const userAt = async (
  { customer, page }: OfOrganization,
  count: number,
  newestFirst: boolean,
): Promise<string | undefined> => {
  const partition = userPartition(customer.customerId)
  let left = count
  let rows = 0
  let after: Position | undefined
  do {
    const read = await page(userRecord, {
      partition,
      newestFirst,
      limit: rowsToRead(left + 1, rows),
      ...(after ? { after } : {}),
    })
    const found = read.items.filter(needsLicence)
    const last = found[left - 1]
    if (last) return last.userId
    left -= found.length
    rows += read.items.length
    after = read.after
  } while (after)
  return undefined
}

/**
 * Tells which users the plan has no licence for: the active ones beyond the super admin and the oldest (R56). Where the licences suffice it
 * reads nothing, otherwise from the oldest user or from the newest, whichever is nearer.
 */
export const beyondPlan = async (of: OfOrganization): Promise<(user: PresentUser) => boolean> => {
  const { customer, seats, now } = of
  const { licences } = effectivePlan(customer, now)
  const excess = seats ? excessSeats(seats, customer, now) : 0
  if (excess === 0) return () => false
  if (excess < licences) {
    const oldestBeyond = await userAt(of, excess, true)
    return (user) => needsLicence(user) && oldestBeyond !== undefined && user.userId >= oldestBeyond
  }
  if (licences <= 1) return needsLicence
  const newestWithin = await userAt(of, licences - 1, false)
  return (user) => needsLicence(user) && newestWithin !== undefined && user.userId > newestWithin
}
