import type { CustomerId } from '../kernel/id.ts'
import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { claimLapsesAt, claimWarningAt } from './claim.ts'
import { summarize, type Customer } from './customer.ts'
import { claimLapseDueRecord, claimWarningDueRecord, customerRecord, customerRowRecord } from './records.ts'

/** The next version of a customer and of its row in the partner's listing. */
export const customerChanged = (
  previous: Stored<Customer>,
  next: Customer,
  event: AuditEvent,
): Change<'customer' | 'customerRow'>[] => [
  customerRecord.replace(previous, next, event),
  customerRowRecord.set(next, { summary: summarize(next) }),
]

/** Puts the lapse of a new claim and its warning on the schedule (R16). */
export const claimScheduled = (customer: Customer): Change<'claimWarningDue' | 'claimLapseDue'>[] => {
  const { customerId: id } = customer
  return [
    claimWarningDueRecord.put({ id, dueAt: claimWarningAt(customer) }),
    claimLapseDueRecord.put({ id, dueAt: claimLapsesAt(customer) }),
  ]
}

/** Removes both from the schedule, when the domain is verified or the customer is removed (R16). */
export const claimSettled = (id: CustomerId): Change<'claimWarningDue' | 'claimLapseDue'>[] => [
  claimWarningDueRecord.remove({ id }),
  claimLapseDueRecord.remove({ id }),
]
