import { customerChanged } from '../../shared/customers/changes.ts'
import { setService } from '../../shared/services/contract.ts'
import { customerService, findService, switchService } from '../../shared/services/customer-service.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(
  setService,
  ({ customer, input: { service: name, on }, now }) => {
    const service = findService(name)
    const switched = switchService(customer, { service, on }, now)
    return {
      answer: customerService(switched ?? customer, service, now),
      changes: switched
        ? customerChanged(customer, switched, {
            action: on ? 'service.switched-on' : 'service.switched-off',
            details: { service },
          })
        : [],
    }
  },
)
