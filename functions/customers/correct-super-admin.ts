import { customerChanged } from '../../shared/customers/changes.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { correctSuperAdmin as correct, customerView } from '../../shared/customers/customer.ts'
import { superAdminOf } from '../../shared/customers/sides.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personChanged, stillUnseen } from '../../shared/people/changes.ts'
import { administer, resignFrom, stranger } from '../../shared/people/person.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { serveOnCustomer } from '../serve.ts'

export const handler = serveOnCustomer(correctSuperAdmin, [], async ({ customer, input, find, findAll, now }) => {
  const { customerId, ...superAdmin } = input
  const { partnerId, organizationName, domain, superAdmin: present } = customer
  const [subject, [former, next], partner] = await Promise.all([
    find(subjectRecord, present),
    findAll(personRecord, [present, superAdmin]),
    find(partnerRecord, customer),
  ])
  if (!partner) throw new Error('A customer names a partner that is not there')
  const corrected = correct(customer, superAdmin, subject !== undefined)
  const isAnother = superAdmin.email !== present.email
  const handOver = () => [
    personChanged(former, resignFrom(former ?? stranger(present.email), customerId), {
      action: 'organization-role.ended',
      details: { customerId },
    }),
    personChanged(next, administer(next ?? stranger(superAdmin.email), customerId, 'super-admin', partnerId), {
      action: 'organization-role.granted',
      details: { customerId, role: 'super-admin' },
    }),
  ]
  return {
    answer: customerView(corrected, customer.version + 1, now),
    changes: [
      ...customerChanged(customer, corrected, {
        action: 'super-admin.corrected',
        details: { from: present.email, to: superAdmin.email },
      }),
      stillUnseen(present),
      ...(isAnother ? handOver() : []),
    ],
    outbox: isAnother
      ? [mail('customer-added', superAdminOf(corrected), { organizationName, domain, partnerName: partner.company.name })]
      : [],
  }
})
