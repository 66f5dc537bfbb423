import { customerChanged } from '../../shared/customers/changes.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { correctSuperAdmin as correct, customerView } from '../../shared/customers/customer.ts'
import { superAdminOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { organizationRoleEnded, organizationRoleGranted, stillUnseen } from '../../shared/people/changes.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(
  correctSuperAdmin,
  [],
  async ({ customer, input, find, findAll, now }) => {
    const { customerId, ...superAdmin } = input
    const { organizationName, domain, superAdmin: present } = customer
    const [subject, [former, next], partner] = await Promise.all([
      find(subjectRecord, present),
      findAll(personRecord, [present, superAdmin]),
      find(partnerRecord, customer),
    ])
    if (!partner) throw new Error('A customer names a partner that is not there')
    const corrected = correct(customer, superAdmin, subject !== undefined)
    const isAnother = superAdmin.email !== present.email
    const partnerName = partner.company.name
    return {
      answer: customerView(corrected, customer.version + 1, now),
      changes: [
        ...customerChanged(customer, corrected, {
          action: 'super-admin.corrected',
          details: { from: present.email, to: superAdmin.email },
        }),
        stillUnseen(present),
        ...(isAnother
          ? [
              ...organizationRoleEnded(former, customerId),
              organizationRoleGranted(next, superAdmin.email, customer, 'super-admin'),
            ]
          : []),
      ],
      outbox: isAnother
        ? [mail('customer-added', superAdminOf(corrected), { organizationName, domain, partnerName })]
        : [],
    }
  },
)
