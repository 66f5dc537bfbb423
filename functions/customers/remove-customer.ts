import { removeCustomer } from '../../shared/customers/contract.ts'
import { remove } from '../../shared/customers/customer.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(removeCustomer, ({ customer, now }) => {
  const removed = remove(customer)
  const { customerId, domain } = removed
  return {
    answer: { customerId, domain, removedAt: now },
    changes: customerRemoved(customer, removed, {
      action: 'customer.removed',
      details: { domain },
      at: now,
    }),
  }
})
