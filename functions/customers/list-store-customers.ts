import { listStoreCustomers } from '../../shared/customers/contract.ts'
import { storeCustomer } from '../../shared/customers/store-customer.ts'
import { customersListed } from '../edge/customer-listing.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listStoreCustomers, (request) =>
  customersListed(listStoreCustomers, request, {
    isListed: () => true,
    lineOf: ({ summary, accessStatus: access, revenue }) =>
      storeCustomer(summary, { access, revenue }, request.now),
  }),
)
