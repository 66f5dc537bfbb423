import { accessRecord } from '../../access/records.ts'
import { customerRecord } from '../../customers/records.ts'
import { customerNotFound } from '../../kernel/problems.ts'
import type { Gate } from '../gate.ts'
import { namedCustomer } from '../named-customer.ts'
import { isOnCustomer } from '../operation.ts'

/** The customer that the path names exists and, for a partner admin, is mapped to their partner; another partner's customer is refused like a missing one. */
export const customer: Gate<never> = {
  applies: isOnCustomer,
  reads: [
    {
      kind: 'customer',
      key: (request) => customerRecord.key(namedCustomer(request)),
      fact: (item) => ({ customer: customerRecord.parse(item) }),
    },
    {
      kind: 'access',
      key: (request) => accessRecord.key(namedCustomer(request)),
      fact: (item) => ({ access: accessRecord.parse(item) }),
    },
  ],
  checks: () => [],
  refuses: () => [customerNotFound],
  admit: ({ customer, access }, _declaration, capacity) => {
    if (!capacity) return undefined
    const mayAsk =
      capacity.actsAs !== 'partner-admin' ||
      (customer?.partnerId === capacity.partnerId &&
        access?.status !== 'no-partner' &&
        access?.partnerId === capacity.partnerId)
    if (customer?.state !== 'live' || !mayAsk) throw customerNotFound()
    return capacity
  },
  conditionsOf: () => [],
}
