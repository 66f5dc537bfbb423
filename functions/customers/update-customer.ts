import { customerChanged } from '../../shared/customers/changes.ts'
import { updateCustomer } from '../../shared/customers/contract.ts'
import { changedBy, update } from '../../shared/customers/details.ts'
import { storeCustomerView } from '../../shared/customers/store-customer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(updateCustomer, ({ customer, access, input, now }) => {
  const updated = update(customer, input)
  const details = changedBy(customer, updated)
  const version = customer.version + (details ? 1 : 0)
  return {
    answer: storeCustomerView(updated, access.status, version, now),
    changes: details ? customerChanged(customer, updated, { action: 'customer.updated', details }) : [],
  }
})
