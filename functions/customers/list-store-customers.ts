import { listStoreCustomers } from '../../shared/customers/contract.ts'
import { storeCustomer } from '../../shared/customers/store-customer.ts'
import { customersListed } from '../edge/customer-listing.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listStoreCustomers, (request) =>
  customersListed(listStoreCustomers, request, {
    isListed: () => true,
    lineOf: ({ summary, accessStatus }) => storeCustomer(summary, accessStatus, request.now),
  }),
)
