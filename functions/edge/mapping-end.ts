import { noPartner, type Access } from '../../shared/access/access.ts'
import type { Billing } from '../../shared/billing/billing.ts'
import { end } from '../../shared/customers/claim.ts'
import { isMapped, type Customer } from '../../shared/customers/customer.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { mappingEnded } from '../../shared/mapping/changes.ts'
import { transferOpen } from '../../shared/mapping/transfer.ts'
import { mail, tellPartner } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { AdministratorChanges } from '../../shared/people/organization-membership.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { administratorsOf } from './administrators.ts'

interface Ending extends Pick<ItemReader<'partner', 'administrator'>, 'get' | 'page'> {
  readonly customer: Stored<Customer>
  readonly billing: Stored<Billing> | undefined
  readonly access: Stored<Access>
  /** Read with the customer, before the administrators are. */
  readonly administratorChanges: AdministratorChanges | undefined
  readonly now: Instant
}

/** Ends the mapping of a customer: a verified one goes on without a partner, an unverified one is removed; both sides are mailed (R16). */
export const mappingEnd = async ({
  customer,
  billing,
  access,
  administratorChanges,
  now,
  get,
  page,
}: Ending) => {
  if (!isMapped(customer)) throw noPartner()
  if (customer.transferId) throw transferOpen()
  const { customerId, partnerId, organizationName, domain } = customer
  const [partner, administrators] = await Promise.all([
    get(partnerRecord, { partnerId }),
    administratorsOf({ page }, customerId),
  ])
  const removed = end(customer)
  const words = { organizationName, domain, partnerName: partner.company.name }
  const tell = (told: 'customer-removed' | 'mapping-ended') => [
    mail(told, superAdminRecipient(customer), words),
    tellPartner(told, partnerId, words),
  ]
  const answer = { customerId, endedAt: now, removed: removed !== undefined }
  if (removed) {
    const event = { action: 'customer.removed', details: { domain }, at: now } as const
    return { answer, changes: customerRemoved(customer, removed, event), outbox: tell('customer-removed') }
  }
  const { changes, outbox } = mappingEnded(
    { customer, billing, access, administrators, administratorChanges },
    now,
  )
  return { answer, changes, outbox: [...tell('mapping-ended'), ...outbox] }
}
