import { organizationRoleEnded } from '../people/changes.ts'
import type { Person } from '../people/person.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { trialEndDueRecord, trialReminderDueRecord } from '../trials/records.ts'
import { claimSettled } from './changes.ts'
import type { Customer } from './customer.ts'
import { customerRecord, customerRowRecord, domainClaimRecord } from './records.ts'

/** What goes with a removed customer: its domain is free, nothing of it is due, nobody lists or administers it (R16). */
export const customerRemoved = (
  previous: Stored<Customer>,
  removed: Customer,
  administrator: Stored<Person> | undefined,
  event: AuditEvent,
): Change<
  | 'customer'
  | 'customerRow'
  | 'domainClaim'
  | 'person'
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
    ...organizationRoleEnded(administrator, customerId),
  ]
}
