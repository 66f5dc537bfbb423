import { granted } from '../../../shared/access/access.ts'
import { accessRecord } from '../../../shared/access/records.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import { customerMapped } from '../../../shared/mapping/changes.ts'
import { map } from '../../../shared/mapping/mapping.ts'
import type { Partner } from '../../../shared/partners/partner.ts'
import {
  administratorChangesRecord,
  administratorPartition,
  administratorRecord,
} from '../../../shared/people/records.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { partner } from './partners.ts'
import { commit, now } from './time.ts'

/** Moves a customer to another partner, a new one unless told, in one commit; returns that partner. */
export const moveCustomer = async (customerId: CustomerId, to?: Partner): Promise<Partner> => {
  const next = to ?? (await partner()).partner
  const read = reader(world.table)
  const customer = await read.get(customerRecord, { customerId })
  const access = await read.get(accessRecord, { customerId })
  const administratorChanges = await read.find(administratorChangesRecord, { customerId })
  const { items: administrators } = await read.page(administratorRecord, {
    partition: administratorPartition(customerId),
    limit: 100,
  })
  const moved = map(customer, next.partnerId, '2'.repeat(39))
  await commit(
    ...customerMapped({ customer, access, administrators, administratorChanges }, moved, await now()),
  )
  return next
}

/** Makes the access to a customer that of another partner, and changes nothing else: what no operation does. */
export const giveAccess = async (customerId: CustomerId, { partnerId }: Partner): Promise<void> => {
  const access = await reader(world.table).get(accessRecord, { customerId })
  const given = granted(customerId, partnerId, await now())
  await commit(accessRecord.replace(access, given, { action: 'access.granted' }))
}
