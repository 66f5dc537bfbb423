import { granted, withoutPartner, type Access } from '../access/access.ts'
import { accessRecord } from '../access/records.ts'
import { isMapped, summarize, type Customer, type MappedCustomer } from '../customers/customer.ts'
import { customerRecord, customerRowRecord } from '../customers/records.ts'
import { shownChange } from '../customers/shown.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { PartnerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { administratorsUnchanged, roleCounted, roleUncounted } from '../people/changes.ts'
import type { AdministratorChanges } from '../people/organization-membership.ts'
import type { Change, Stored } from '../table/record.ts'
import { stay, unmap } from './mapping.ts'
import { transferDueRecord, transferRecord, transferRowRecord } from './records.ts'
import { reminderAt, type Transfer, type TransferIn } from './transfer.ts'

/** An organisation that gets another partner or none, and all its administrators. */
export interface Organization {
  readonly customer: Stored<Customer>
  readonly access: Stored<Access>
  readonly administrators: readonly { readonly email: EmailAddress }[]
  /** How often they had changed before they were read. */
  readonly administratorChanges: AdministratorChanges | undefined
}

type Moved = 'customer' | 'access' | 'customerRow' | 'roleCount' | 'person' | 'administratorChanges'

/**
 * The move of an organisation to a partner: customer, access, rows and counted roles in one commit, so that it never has two partners or two
 * rows (R14, R17). What another partner began and commits later fails, as the versions of customer and access have changed.
 */
export const customerMapped = (
  { customer, access, administrators, administratorChanges }: Organization,
  next: Customer & { readonly partnerId: PartnerId },
  at: Instant,
): Change<Moved>[] => {
  const { customerId, partnerId } = next
  const from = customer.partnerId
  return [
    customerRecord.replace(customer, next, {
      action: 'customer.mapped',
      details: { ...(from ? { from } : {}), to: partnerId },
      ...shownChange(customer, next),
    }),
    accessRecord.replace(access, granted(customerId, partnerId, at), { action: 'access.granted' }),
    ...(isMapped(customer) ? [customerRowRecord.remove(customer)] : []),
    customerRowRecord.put({ partnerId, customerId, accessStatus: 'granted', summary: summarize(next) }),
    administratorsUnchanged(customer, administratorChanges),
    ...administrators.flatMap((administrator) => [
      ...(from ? [roleUncounted(administrator, from)] : []),
      ...roleCounted(administrator, partnerId),
    ]),
  ]
}

/** The end of the mapping of a verified customer, which goes on without a partner (R16). */
export const mappingEnded = (
  {
    customer,
    access,
    administrators,
    administratorChanges,
  }: Organization & { readonly customer: MappedCustomer },
  at: Instant,
): Change<Exclude<Moved, 'person'>>[] => {
  const { customerId, partnerId } = customer
  const unmapped = unmap(customer)
  return [
    customerRecord.replace(customer, unmapped, {
      action: 'customer.unmapped',
      details: { from: partnerId },
      ...shownChange(customer, unmapped),
    }),
    accessRecord.replace(access, withoutPartner(customerId, at), { action: 'access.ended' }),
    customerRowRecord.remove(customer),
    administratorsUnchanged(customer, administratorChanges),
    ...administrators.map((administrator) => roleUncounted(administrator, partnerId)),
  ]
}

/** A transfer that begins: in the lists of both partners, and due when it completes (R14). */
export const transferBegun = (
  transfer: TransferIn<'pending'>,
): Change<'transfer' | 'transferRow' | 'transferDue'>[] => {
  const { transferId, from, to, completesAt } = transfer
  return [
    transferRecord.create(transfer, { action: 'transfer.begun', details: { from, to } }),
    ...[from, to].map((partnerId) => transferRowRecord.put({ partnerId, transferId })),
    transferDueRecord.put({ id: transferId, dueAt: completesAt }),
  ]
}

/** A transfer that is objected to, and due again when support is mailed once more (R14). */
export const transferObjected = (
  previous: Stored<Transfer>,
  objected: TransferIn<'objected'>,
): Change<'transfer' | 'transferDue'>[] => [
  transferRecord.replace(previous, objected, { action: 'transfer.objected' }),
  transferDueRecord.put({ id: objected.transferId, dueAt: reminderAt(objected) }),
]

/** A transfer that is closed, with nothing due any more (R14). */
export const transferEnded = (
  previous: Stored<Transfer>,
  closed: TransferIn<'completed' | 'kept' | 'cancelled'>,
): Change<'transfer' | 'transferDue'>[] => {
  const { transferId, state } = closed
  const details = state === 'cancelled' ? { reason: closed.reason } : {}
  return [
    transferRecord.replace(previous, closed, { action: `transfer.${state}`, details }),
    transferDueRecord.remove({ id: transferId }),
  ]
}

/** A transfer that is closed and moved nothing: the customer stays with its partner (R14). */
export const transferWithoutMove = (
  previous: Stored<Transfer>,
  closed: TransferIn<'kept' | 'cancelled'>,
  customer: Stored<Customer>,
): Change<'transfer' | 'transferDue' | 'customer'>[] => [
  ...transferEnded(previous, closed),
  customerRecord.replace(customer, stay(customer), {
    action: 'transfer.ended',
    details: { transferId: closed.transferId },
  }),
]
