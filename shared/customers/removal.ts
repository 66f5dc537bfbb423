import { organizationRoleEnded } from '../people/changes.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { trialEndDueRecord, trialReminderDueRecord } from '../trials/records.ts'
import { claimSettled } from './changes.ts'
import type { Customer } from './customer.ts'
import { customerRecord, customerRowRecord, domainClaimRecord } from './records.ts'

/** The changes that remove a customer: its domain becomes free, its due items, listing row and super admin's role are deleted (R16). */
export const customerRemoved = (
  previous: Stored<Customer>,
  removed: Customer,
  event: AuditEvent,
): Change<
  | 'customer'
  | 'customerRow'
  | 'domainClaim'
  | 'organizationMembership'
  | 'roleCount'
  | 'trialEndDue'
  | 'trialReminderDue'
  | 'claimWarningDue'
  | 'claimLapseDue'
>[] => {
  const { customerId } = removed
  return [
    customerRecord.replace(previous, removed, event),
    customerRowRecord.remove(removed),
    domainClaimRecord.remove(removed, { equals: { customerId } }),
    trialEndDueRecord.remove({ id: customerId }),
    trialReminderDueRecord.remove({ id: customerId }),
    ...claimSettled(customerId),
    ...organizationRoleEnded(removed.superAdmin, removed),
  ]
}
