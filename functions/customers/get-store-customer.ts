import { getStoreCustomer } from '../../shared/customers/contract.ts'
import { storeCustomerView } from '../../shared/customers/store-customer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(getStoreCustomer, ({ customer, access, now }) => ({
  answer: storeCustomerView(customer, access.status, customer.version, now),
}))
