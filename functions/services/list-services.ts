import { listServices } from '../../shared/services/contract.ts'
import { customerServices } from '../../shared/services/customer-service.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(listServices, ({ customer, now }) => ({
  answer: { items: customerServices(customer, now) },
}))
