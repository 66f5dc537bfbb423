import {
  grant,
  granted,
  isOfPartner,
  revoke,
  withoutPartner,
  type Access,
  type PartnerAccess,
} from '../../../shared/access/access.ts'
import { accessRecord } from '../../../shared/access/records.ts'
import { customerChanged, domainClaimed } from '../../../shared/customers/changes.ts'
import {
  add,
  Customer,
  isMapped,
  remove,
  summarize,
  type MappedCustomer,
  type NewMappedCustomer,
} from '../../../shared/customers/customer.ts'
import {
  claimCountRecord,
  customerMonthRecord,
  customerRecord,
  customerRowRecord,
  type CustomerRow,
  domainOwnerRecord,
} from '../../../shared/customers/records.ts'
import { customerRemoved } from '../../../shared/customers/removal.ts'
import { rowListed, rowUnlisted } from '../../../shared/customers/rows.ts'
import { dateOf, monthOf, plusMonths } from '../../../shared/kernel/date.ts'
import { CustomerId, UserId } from '../../../shared/kernel/id.ts'
import { plusDays } from '../../../shared/kernel/time.ts'
import type { Partner } from '../../../shared/partners/partner.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { trialCounted, trialScheduled } from '../../../shared/trials/changes.ts'
import { firstUserAdded } from '../../../shared/users/changes.ts'
import { superAdminUser } from '../../../shared/users/user.ts'
import { start } from '../../../shared/trials/trial.ts'
import { world } from '../../../functions/outside/world.ts'
import { roleUncounted } from '../../../shared/people/changes.ts'
import { partner } from './partners.ts'
import { bind, setOrganizationRole, somebody, type Somebody } from './people.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

let serial = 0
const next = (): number => (serial += 1)

const newUserId = (): UserId => UserId.parse(`usr_${newUlid()}`)

interface Described {
  readonly verified?: boolean
  readonly trial?: boolean
  readonly superAdmin?: Somebody
  readonly signedIn?: boolean
  readonly domain?: string
  readonly subscription?: Partial<Customer['subscription']>
}

/** A customer of a partner with its super admin; unverified and on free unless told. */
export const customer = async (
  ofPartner: Partner,
  options: Described = {},
): Promise<{
  customer: Stored<Customer> & MappedCustomer
  superAdmin: Somebody
  access: Stored<Access> & PartnerAccess
}> => {
  const superAdmin = options.superAdmin ?? somebody('super-admin')
  const at = await now()
  const customerId = CustomerId.parse(`cus_${newUlid()}`)
  const domain = options.domain ?? `customer-${next()}.co.th`
  const plain = add(
    {
      customerId,
      partnerId: ofPartner.partnerId,
      domain,
      organizationName: `Customer ${next()}`,
      country: 'TH',
      language: 'en',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: superAdmin.email },
      code: '1'.repeat(39),
      ...(options.trial ? { trial: start({ plan: 'standard', licences: 10 }, at) } : {}),
    },
    at,
  )
  const added: NewMappedCustomer = {
    ...plain,
    subscription: { ...plain.subscription, ...options.subscription },
    ...(options.verified ? { verification: { ...plain.verification, verifiedAt: at, method: 'TXT' } } : {}),
  }
  const { partnerId } = ofPartner
  await commit(
    customerRecord.create(added, { action: 'customer.added' }),
    accessRecord.create(granted(customerId, partnerId, at), { action: 'access.granted' }),
    ...rowListed({ partnerId, customerId, accessStatus: 'granted', summary: summarize(added) }, at),
    ...(options.verified
      ? [
          domainOwnerRecord.putNew({ domain, customerId }),
          ...firstUserAdded(superAdminUser(added, newUserId(), at)),
          ...(added.trial ? [trialCounted(added, at)] : []),
        ]
      : domainClaimed(added)),
    ...(added.trial ? trialScheduled(customerId, added.trial, at) : []),
  )
  if (options.signedIn !== false) await bind(superAdmin)
  await setOrganizationRole(superAdmin, added, 'super-admin')
  const { customer: stored, access } = await readCustomer(customerId)
  if (!isMapped(stored) || !isOfPartner(access)) throw new Error('The arranged customer has no partner')
  return { customer: stored, superAdmin, access }
}

const readCustomer = async (customerId: CustomerId) => {
  const [stored, access] = await Promise.all([
    reader(world.table).find(customerRecord, { customerId }),
    reader(world.table).find(accessRecord, { customerId }),
  ])
  if (!stored || !access) throw new Error('The arranged customer is missing')
  return { customer: stored, access }
}

/** A verified customer that no partner manages, with its super admin; on free unless told. */
export const unmappedCustomer = async (
  options: Omit<Described, 'verified'> = {},
): Promise<{ customer: Stored<Customer>; superAdmin: Somebody; access: Stored<Access> }> => {
  const former = await partner()
  const {
    customer: mapped,
    superAdmin,
    access,
  } = await customer(former.partner, { ...options, verified: true })
  const { partnerId, ...unmapped } = Customer.parse(mapped)
  await commit(
    customerRecord.replace(mapped, unmapped, { action: 'customer.unmapped' }),
    accessRecord.replace(access, withoutPartner(unmapped.customerId, await now()), {
      action: 'access.ended',
    }),
    ...rowUnlisted(mapped, await now()),
    roleUncounted(superAdmin, partnerId ?? former.partner.partnerId),
  )
  return { superAdmin, ...(await readCustomer(unmapped.customerId)) }
}

/** So many customers in the listing of a partner, as rows alone, each with a domain of its own. */
export const manyListed = async (
  { partnerId }: Pick<Partner, 'partnerId'>,
  count: number,
  listed: (index: number) => { readonly domain: string } & Partial<Pick<CustomerRow, 'accessStatus'>>,
): Promise<void> => {
  const { customer: like } = await customer((await partner()).partner)
  const rows = Array.from({ length: count }, (_, index) => {
    const { domain, accessStatus = 'granted' } = listed(index)
    const customerId = CustomerId.parse(`cus_${world.ulid(world.realMs() + index)}`)
    const summary = summarize({ ...like, customerId, domain })
    return customerRowRecord.put({ partnerId, customerId, accessStatus, summary })
  })
  for (let from = 0; from < count; from += 99) {
    const some = rows.slice(from, from + 99)
    const ofMonth = { partnerId, month: monthOf(await now()) }
    await commit(...some, customerMonthRecord.increment(ofMonth, { joined: some.length }, { set: ofMonth }))
  }
}

/** Makes a customer one that was stored before it kept its registrable domain. */
export const forgetRegistrableDomain = async (customerId: CustomerId): Promise<void> => {
  const { customer } = await readCustomer(customerId)
  const { registrableDomain: _kept, ...before } = Customer.parse(customer)
  await commit(customerRecord.replace(customer, before, { action: 'customer.arranged' }))
}

/** Makes a partner have so many claims, as counted. */
export const setClaims = ({ partnerId }: Partner, claims: number): Promise<void> =>
  commit(claimCountRecord.put({ partnerId, claims }))

/** Revokes the partner's access to a customer. */
export const revokeAccess = async (customerId: CustomerId): Promise<void> => {
  const { access } = await readCustomer(customerId)
  if (!isOfPartner(access)) throw new Error(`No access to revoke for ${customerId}`)
  const revoked = revoke(access, await now())
  await commit(
    accessRecord.replace(access, revoked, { action: 'access.revoked' }),
    customerRowRecord.set(access, { accessStatus: 'revoked' }),
  )
}

/** Grants the partner's access again. */
export const grantAccess = async (customerId: CustomerId): Promise<void> => {
  const { access } = await readCustomer(customerId)
  if (!isOfPartner(access)) throw new Error(`No access to grant for ${customerId}`)
  await commit(
    accessRecord.replace(access, grant(access, await now()), { action: 'access.granted' }),
    customerRowRecord.set(access, { accessStatus: 'granted' }),
  )
}

/** Gives the organisation of a customer another name. */
export const rename = async (customerId: CustomerId, organizationName: string): Promise<void> => {
  const { customer } = await readCustomer(customerId)
  const renamed = { ...customer, organizationName }
  await commit(...customerChanged(customer, renamed, { action: 'customer.renamed' }))
}

/** Makes a customer one whose domain was never verified. */
export const unverify = async (customerId: CustomerId): Promise<void> => {
  const { customer } = await readCustomer(customerId)
  const { verifiedAt: _verified, ...verification } = customer.verification
  await commit(
    customerRecord.replace(customer, { ...customer, verification }, { action: 'customer.arranged' }),
  )
}

/** Removes a customer whose domain was never verified. */
export const removeCustomer = async (customerId: CustomerId): Promise<void> => {
  const { customer } = await readCustomer(customerId)
  if (!isMapped(customer)) throw new Error(`No partner removes ${customerId}`)
  await commit(
    ...customerRemoved(customer, remove(customer), { action: 'customer.removed', at: await now() }),
  )
}

/** A paid subscription, so many days after it was first paid for. */
export const paid = async (days = 0): Promise<Customer['subscription']> => {
  const at = await now()
  return {
    plan: 'professional',
    licences: 10,
    payPeriod: 'yearly',
    renewalDate: plusMonths(dateOf(at), 11),
    paidSince: plusDays(at, -days),
    everCharged: true,
  }
}

/** Makes a customer have so many licences, as a fall to another plan would, with however many active users. */
export const setLicences = async (customerId: CustomerId, licences: number): Promise<void> => {
  const { customer } = await readCustomer(customerId)
  const subscription = { ...customer.subscription, licences }
  await commit(
    customerRecord.replace(customer, { ...customer, subscription }, { action: 'customer.arranged' }),
  )
}
