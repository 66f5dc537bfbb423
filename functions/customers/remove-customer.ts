import { removeCustomer } from '../../shared/customers/contract.ts'
import { remove } from '../../shared/customers/customer.ts'
import { customerRecord, customerRowRecord, domainClaimRecord } from '../../shared/customers/records.ts'
import { organizationRoleEnded } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { trialEndDueRecord, trialReminderDueRecord } from '../../shared/trials/records.ts'
import { serveOnCustomer } from '../serve.ts'

export const handler = serveOnCustomer(removeCustomer, [], async ({ customer, find, now }) => {
  const removed = remove(customer)
  const { customerId, domain, superAdmin } = removed
  const administrator = await find(personRecord, superAdmin)
  return {
    answer: { customerId, domain, removedAt: now },
    changes: [
      customerRecord.replace(customer, removed, { action: 'customer.removed', details: { domain } }),
      customerRowRecord.remove(customer),
      domainClaimRecord.remove(customer, { equals: { customerId } }),
      trialEndDueRecord.remove({ id: customerId }),
      trialReminderDueRecord.remove({ id: customerId }),
      ...organizationRoleEnded(administrator, customerId),
    ],
  }
})
