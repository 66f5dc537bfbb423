import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import { customerView } from '../../shared/customers/customer.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(getConsoleCustomer, [], ({ customer, now }) => ({
  answer: customerView(customer, customer.version, now),
}))
