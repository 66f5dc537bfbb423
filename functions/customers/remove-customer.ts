import { removeCustomer } from '../../shared/customers/contract.ts'
import { remove } from '../../shared/customers/customer.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(removeCustomer, [], async ({ customer, find, now }) => {
  const removed = remove(customer)
  const { customerId, domain, superAdmin } = removed
  const administrator = await find(personRecord, superAdmin)
  return {
    answer: { customerId, domain, removedAt: now },
    changes: customerRemoved(customer, removed, administrator, {
      action: 'customer.removed',
      details: { domain },
    }),
  }
})
