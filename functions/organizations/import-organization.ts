import { withoutPartner } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { noBilling } from '../../shared/billing/billing.ts'
import { renewalScheduled } from '../../shared/billing/changes.ts'
import { synchronised } from '../../shared/billing/subscription.ts'
import { customerExists } from '../../shared/customers/customer.ts'
import { customerRecord, domainOwnerRecord } from '../../shared/customers/records.ts'
import { shown } from '../../shared/customers/shown.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { CustomerId, PersonId, UserId } from '../../shared/kernel/id.ts'
import { mail, tellSupport } from '../../shared/notifications/mail.ts'
import { importOrganization } from '../../shared/organizations/contract.ts'
import { bringIn, foundOrganization } from '../../shared/organizations/organization.ts'
import { identified, memberOfNoPartner, newRole } from '../../shared/people/changes.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { existingSubscription } from '../../shared/subscriptions/existing.ts'
import { firstUserAdded } from '../../shared/users/changes.ts'
import { superAdminUser } from '../../shared/users/user.ts'
import { firstMailCounted } from '../edge/daily-mails.ts'
import { serveStaff } from '../edge/serve.ts'
import { newCode } from '../edge/verification-code.ts'
import { newId } from '../outside/new-id.ts'

export const handler = serveStaff(importOrganization, async ({ input, caller, find, now }) => {
  const { plan, licences, payPeriod, renewalDate, reason, ...described } = input
  const { domain, organizationName, superAdmin } = described
  const subscription = existingSubscription({ plan, licences, payPeriod, renewalDate }, now)
  const [person, subject] = await Promise.all([
    find(personRecord, superAdmin),
    find(subjectRecord, superAdmin),
  ])
  const { personId, newAddress } = identified(superAdmin, subject, () => newId(PersonId, 'per', now))
  const customerId = newId(CustomerId, 'cus', now)
  const account = synchronised({
    customer: bringIn({ ...described, customerId, code: newCode(), subscription }, now),
    billing: noBilling(customerId),
  })
  const { customer } = account
  return {
    answer: foundOrganization(customer, now),
    changes: [
      domainOwnerRecord.putNew({ domain, customerId }, customerExists()),
      customerRecord.create(customer, {
        action: 'customer.imported',
        details: { domain, superAdmin: personId, plan, licences, reason },
        after: shown(customer),
      }),
      accessRecord.create(withoutPartner(customerId, now), { action: 'access.created' }),
      ...newAddress,
      ...newRole({ email: superAdmin.email, personId, customerId, role: 'super-admin', since: now }),
      memberOfNoPartner(superAdmin, person),
      ...firstUserAdded(superAdminUser(customer, newId(UserId, 'usr', now), now)),
      ...renewalScheduled(account, now),
      ...firstMailCounted({ personId, subject }, now),
    ],
    outbox: [
      { kind: 'end-other-claims', domain },
      mail('organization-imported', superAdminRecipient(customer), { organizationName, domain }),
      tellSupport('team-organization-imported', caller.email, {
        organizationName,
        domain,
        who: superAdmin.email,
        note: reason,
      }),
    ],
  }
})
