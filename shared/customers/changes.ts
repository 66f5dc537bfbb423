import type { AuditEvent, Change, Stored } from '../table/record.ts'
import {
  claimLapsesAt,
  claimWarningAt,
  domainAlreadyClaimed,
  MOST_UNVERIFIED,
  unverifiedCustomersExhausted,
} from './claim.ts'
import { isMapped, type Customer, type MappedCustomer } from './customer.ts'
import {
  claimCountRecord,
  claimLapseDueRecord,
  claimWarningDueRecord,
  customerRecord,
  domainClaimRecord,
} from './records.ts'
import { rowFollows } from './rows.ts'
import { shownChange } from './shown.ts'

/** The next version of a customer, and of its row in the partner's listing where it has one. */
export const customerChanged = (
  previous: Stored<Customer>,
  next: Customer,
  event: AuditEvent,
): Change<'customer' | 'customerRow'>[] => [
  customerRecord.replace(previous, next, { ...shownChange(previous, next), ...event }),
  ...(isMapped(next) ? [rowFollows(next)] : []),
]

type ClaimKind = 'domainClaim' | 'claimCount' | 'claimWarningDue' | 'claimLapseDue'

/** Claims the domain of a new customer for its partner: once, counted, and with its lapse and warning on the schedule (R11, R16, R18). */
export const domainClaimed = (customer: MappedCustomer): Change<ClaimKind>[] => {
  const { customerId: id, partnerId, domain } = customer
  return [
    domainClaimRecord.putNew({ domain, partnerId, customerId: id }, domainAlreadyClaimed()),
    claimCountRecord.increment(
      { partnerId },
      { claims: 1 },
      {
        set: { partnerId },
        condition: { atMost: { claims: MOST_UNVERIFIED - 1 } },
        refusal: unverifiedCustomersExhausted({ mostUnverified: MOST_UNVERIFIED }),
      },
    ),
    claimWarningDueRecord.put({ id, dueAt: claimWarningAt(customer) }),
    claimLapseDueRecord.put({ id, dueAt: claimLapsesAt(customer) }),
  ]
}

/** Ends a claim, when the domain is verified or the customer is removed: all that it took is given back (R16, R18). */
export const claimEnded = ({ customerId, partnerId, domain }: MappedCustomer): Change<ClaimKind>[] => [
  domainClaimRecord.remove({ domain, partnerId }, { equals: { customerId } }),
  claimCountRecord.increment({ partnerId }, { claims: -1 }, { condition: { atLeast: { claims: 1 } } }),
  claimWarningDueRecord.remove({ id: customerId }),
  claimLapseDueRecord.remove({ id: customerId }),
]
