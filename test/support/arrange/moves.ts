import { granted } from '../../../shared/access/access.ts'
import { accessRecord } from '../../../shared/access/records.ts'
import { billingRecord } from '../../../shared/billing/records.ts'
import { isMapped } from '../../../shared/customers/customer.ts'
import { customerRecord } from '../../../shared/customers/records.ts'
import type { CustomerId } from '../../../shared/kernel/id.ts'
import { customerMapped, mappingEnded, type Organization } from '../../../shared/mapping/changes.ts'
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

const organizationOf = async (customerId: CustomerId): Promise<Organization> => {
  const read = reader(world.table)
  const customer = await read.get(customerRecord, { customerId })
  const billing = await read.find(billingRecord, { customerId })
  const access = await read.get(accessRecord, { customerId })
  const administratorChanges = await read.find(administratorChangesRecord, { customerId })
  const { items: administrators } = await read.page(administratorRecord, {
    partition: administratorPartition(customerId),
    limit: 100,
  })
  return { customer, billing, access, administrators, administratorChanges }
}

/** Moves a customer to another partner, a new one unless told, in one commit; returns that partner. */
export const moveCustomer = async (customerId: CustomerId, to?: Partner): Promise<Partner> => {
  const next = to ?? (await partner()).partner
  const organization = await organizationOf(customerId)
  const moved = map(organization.customer, next.partnerId, '2'.repeat(39))
  await commit(...customerMapped(organization, moved, await now()).changes)
  return next
}

/** Ends the mapping of a verified customer in one commit. */
export const endMapping = async (customerId: CustomerId): Promise<void> => {
  const { customer, ...organization } = await organizationOf(customerId)
  if (!isMapped(customer)) throw new Error(`Nobody manages ${customerId}`)
  await commit(...mappingEnded({ ...organization, customer }, await now()).changes)
}

/** Makes the access to a customer that of another partner, and changes nothing else: what no operation does. */
export const giveAccess = async (customerId: CustomerId, { partnerId }: Partner): Promise<void> => {
  const access = await reader(world.table).get(accessRecord, { customerId })
  const given = granted(customerId, partnerId, await now())
  await commit(accessRecord.replace(access, given, { action: 'access.granted' }))
}
