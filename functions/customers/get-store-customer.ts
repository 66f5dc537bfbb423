import { billingRecord } from '../../shared/billing/records.ts'
import { getStoreCustomer } from '../../shared/customers/contract.ts'
import { storeCustomerView } from '../../shared/customers/store-customer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(
  getStoreCustomer,
  reads,
  ({ customer, billing, access, now }) => ({
    answer: storeCustomerView(customer, access, billing, customer.version, now),
  }),
)
