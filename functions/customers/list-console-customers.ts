import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import { consoleCustomer } from '../../shared/customers/customer.ts'
import { customersListed } from '../edge/customer-listing.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listConsoleCustomers, (request) =>
  customersListed(listConsoleCustomers, request, {
    isListed: ({ accessStatus }) => accessStatus === 'granted',
    lineOf: ({ summary }) => consoleCustomer(summary, request.now),
  }),
)
