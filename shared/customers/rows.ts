import type { CustomerId, PartnerId } from '../kernel/id.ts'
import { monthOf } from '../kernel/date.ts'
import type { Instant } from '../kernel/time.ts'
import type { Attributes } from '../table/table.ts'
import type { Change } from '../table/record.ts'
import { summarize, type MappedCustomer } from './customer.ts'
import { customerMonthRecord, customerRowRecord, subscriptionPlace, type CustomerRow } from './records.ts'

/** The row of a customer in its partner's listing, which follows the customer. */
export const rowFollows = (customer: MappedCustomer, more: Attributes = {}): Change<'customerRow'> => {
  const summary = summarize(customer)
  return customerRowRecord.set(customer, { ...more, summary, ...subscriptionPlace({ ...customer, summary }) })
}

/** A customer that begins to be in a partner's listing, and is counted in its month (R49). */
export const rowListed = (row: CustomerRow, at: Instant): Change<'customerRow' | 'customerMonth'>[] => {
  const ofMonth = { partnerId: row.partnerId, month: monthOf(at) }
  return [customerRowRecord.put(row), customerMonthRecord.increment(ofMonth, { joined: 1 }, { set: ofMonth })]
}

/** A customer that is in a partner's listing no more, and is counted in that month (R49). */
export const rowUnlisted = (
  { partnerId, customerId }: { readonly partnerId: PartnerId; readonly customerId: CustomerId },
  at: Instant,
): Change<'customerRow' | 'customerMonth'>[] => {
  const ofMonth = { partnerId, month: monthOf(at) }
  return [
    customerRowRecord.remove({ partnerId, customerId }),
    customerMonthRecord.increment(ofMonth, { left: 1 }, { set: ofMonth }),
  ]
}
