import type { Instant } from '../kernel/time.ts'
import { organizationRoleEnded } from '../people/changes.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { trialUnscheduled } from '../trials/changes.ts'
import { claimEnded } from './changes.ts'
import type { Customer, MappedCustomer } from './customer.ts'
import { customerRecord } from './records.ts'
import { rowUnlisted } from './rows.ts'
import { shownChange } from './shown.ts'

/** The changes that remove a customer whose domain was never verified: its claim, due items, listing row and super admin's role are deleted, and with it ends its trial, which was never counted (R16, R30). */
export const customerRemoved = (
  previous: Stored<Customer>,
  removed: MappedCustomer,
  { at, ...event }: AuditEvent & { readonly at: Instant },
): Change<
  | 'customer'
  | 'customerRow'
  | 'customerMonth'
  | 'domainClaim'
  | 'claimCount'
  | 'organizationMembership'
  | 'administrator'
  | 'roleCount'
  | 'trialEndDue'
  | 'trialReminderDue'
  | 'claimWarningDue'
  | 'claimLapseDue'
>[] => {
  const { customerId } = removed
  return [
    customerRecord.replace(previous, removed, { ...shownChange(previous, removed), ...event }),
    ...rowUnlisted(removed, at),
    ...trialUnscheduled(customerId),
    ...claimEnded(removed),
    ...organizationRoleEnded(removed.superAdmin, removed),
  ]
}
