import { billingRecord } from '../../shared/billing/records.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { updateCustomer } from '../../shared/customers/contract.ts'
import { changedBy, update } from '../../shared/customers/details.ts'
import { storeCustomerView } from '../../shared/customers/store-customer.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(
  updateCustomer,
  reads,
  ({ customer, billing, access, input, now }) => {
    const updated = update(customer, input)
    const details = changedBy(customer, updated)
    const version = customer.version + (details ? 1 : 0)
    return {
      answer: storeCustomerView(updated, access, billing, version, now),
      changes: details ? customerChanged(customer, updated, { action: 'customer.updated', details }) : [],
    }
  },
)
