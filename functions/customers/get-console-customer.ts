import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import { customerView } from '../../shared/customers/customer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(getConsoleCustomer, ({ customer, now }) => ({
  answer: customerView(customer, customer.version, now),
}))
