import type { AuditEvent, Change, Stored } from '../table/record.ts'
import { summarize, type Customer } from './customer.ts'
import { customerRecord, customerRowRecord } from './records.ts'

/** The next version of a customer together with what its partner's listing shows of it. */
export const customerChanged = (
  previous: Stored<Customer>,
  next: Customer,
  event: AuditEvent,
): Change<'customer' | 'customerRow'>[] => [
  customerRecord.replace(previous, next, event),
  customerRowRecord.set(next, { summary: summarize(next) }),
]
