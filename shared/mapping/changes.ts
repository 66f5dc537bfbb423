import { granted, withoutPartner, type Access } from '../access/access.ts'
import { accessRecord } from '../access/records.ts'
import { revenueOf } from '../billing/billing.ts'
import { accountOf, type StoredAccount } from '../billing/changes.ts'
import { billingMoved, graceCutShort } from '../billing/move-changes.ts'
import { moved } from '../billing/move.ts'
import { subscriptionTold } from '../billing/subscription-event-changes.ts'
import { isMapped, summarize, type Customer, type MappedCustomer } from '../customers/customer.ts'
import { customerRecord } from '../customers/records.ts'
import { rowListed, rowUnlisted } from '../customers/rows.ts'
import { shownChange } from '../customers/shown.ts'
import type { EmailAddress } from '../kernel/email-address.ts'
import type { PartnerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { administratorsUnchanged, isNoMember, roleCounted, roleUncounted } from '../people/changes.ts'
import { accountMovedMails } from '../payments/mails.ts'
import type { AdministratorChanges } from '../people/organization-membership.ts'
import type { Change, Stored } from '../table/record.ts'
import { stay, unmap } from './mapping.ts'
import { transferDueRecord, transferRecord, transferRowRecord } from './records.ts'
import { reminderAt, type Transfer, type TransferIn } from './transfer.ts'

/** An organisation that gets another partner or none, with its billing, and all its administrators. */
export interface Organization extends StoredAccount {
  readonly access: Stored<Access>
  readonly administrators: readonly { readonly email: EmailAddress }[]
  /** How often they had changed before they were read. */
  readonly administratorChanges: AdministratorChanges | undefined
}

type Moved =
  | 'customer'
  | 'billing'
  | 'paymentRetryDue'
  | 'access'
  | 'customerRow'
  | 'customerMonth'
  | 'subscriptionEvent'
  | 'roleCount'
  | 'person'
  | 'administratorChanges'

/**
 * The move of an organisation to a partner: customer, billing, access, rows and counted roles in one commit, so that it never has two partners
 * or two rows, and no card of a former partner (R14, R17). What another partner began and commits later fails, as the versions of customer and
 * access have changed.
 */
export const customerMapped = (
  organization: Organization,
  next: Customer & { readonly partnerId: PartnerId },
  at: Instant,
) => {
  const { customer, access, administrators, administratorChanges } = organization
  const { customerId, partnerId } = next
  const from = customer.partnerId
  const before = accountOf(organization)
  const account = moved({ ...before, customer: next }, at)
  const changes: Change<Moved>[] = [
    customerRecord.replace(customer, account.customer, {
      action: 'customer.mapped',
      details: { ...(from ? { from } : {}), to: partnerId },
      ...shownChange(customer, account.customer),
    }),
    ...billingMoved(organization, account),
    accessRecord.replace(access, granted(customerId, partnerId, at), { action: 'access.granted' }),
    ...subscriptionTold(before, account, at),
    ...(isMapped(customer) ? rowUnlisted(customer, at) : []),
    ...rowListed(
      {
        partnerId,
        customerId,
        accessStatus: 'granted',
        summary: summarize(account.customer),
        revenue: revenueOf(account.billing, partnerId),
      },
      at,
    ),
    administratorsUnchanged(customer, administratorChanges),
    ...administrators.flatMap((administrator) => [
      ...(from ? [roleUncounted(administrator, from)] : []),
      roleCounted(administrator, partnerId),
      isNoMember(administrator, partnerId),
    ]),
  ]
  return { changes, outbox: accountMovedMails(before, account) }
}

/** The end of the mapping of a verified customer, which goes on without a partner; what is not paid falls at once (R16). */
export const mappingEnded = (
  organization: Organization & { readonly customer: MappedCustomer },
  at: Instant,
) => {
  const { customer, access, administrators, administratorChanges } = organization
  const { customerId, partnerId } = customer
  const before = accountOf(organization)
  const account = moved({ ...before, customer: unmap(customer) }, at)
  const changes: Change<Exclude<Moved, 'person'> | 'graceEndDue'>[] = [
    customerRecord.replace(customer, account.customer, {
      action: 'customer.unmapped',
      details: { from: partnerId },
      ...shownChange(customer, account.customer),
    }),
    ...billingMoved(organization, account),
    ...graceCutShort(account, at),
    accessRecord.replace(access, withoutPartner(customerId, at), { action: 'access.ended' }),
    ...subscriptionTold(before, account, at),
    ...rowUnlisted(customer, at),
    administratorsUnchanged(customer, administratorChanges),
    ...administrators.map((administrator) => roleUncounted(administrator, partnerId)),
  ]
  return { changes, outbox: accountMovedMails(before, account) }
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
