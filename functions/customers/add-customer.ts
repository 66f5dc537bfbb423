import { granted } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { domainClaimed } from '../../shared/customers/changes.ts'
import { addCustomer } from '../../shared/customers/contract.ts'
import { add, customerExists, customerView, summarize } from '../../shared/customers/customer.ts'
import { customerRecord, domainOwnerRecord } from '../../shared/customers/records.ts'
import { rowListed } from '../../shared/customers/rows.ts'
import { shown } from '../../shared/customers/shown.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { CustomerId, PersonId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { identified, organizationRoleGranted } from '../../shared/people/changes.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { trialScheduled, trialUnused } from '../../shared/trials/changes.ts'
import { start } from '../../shared/trials/trial.ts'
import { firstMailCounted } from '../edge/daily-mails.ts'
import { servePartner } from '../edge/serve.ts'
import { newCode } from '../edge/verification-code.ts'
import { newId } from '../outside/new-id.ts'

export const handler = servePartner(addCustomer, async ({ input, caller: { partnerId }, find, get, now }) => {
  const { trial: order, ...described } = input
  const { domain, organizationName, superAdmin } = described
  const [partner, person, subject] = await Promise.all([
    get(partnerRecord, { partnerId }),
    find(personRecord, superAdmin),
    find(subjectRecord, superAdmin),
  ])
  const { personId, newAddress } = identified(superAdmin, subject, () => newId(PersonId, 'per', now))
  const customerId = newId(CustomerId, 'cus', now)
  const trial = order && start(order, now)
  const customer = add(
    { ...described, customerId, partnerId, code: newCode(), ...(trial ? { trial } : {}) },
    now,
  )
  const to = superAdminRecipient(customer)
  return {
    answer: customerView(customer, 1, now),
    changes: [
      domainOwnerRecord.check({ domain }, { absent: true }, customerExists()),
      ...domainClaimed(customer),
      ...(trial ? [trialUnused(customer), ...trialScheduled(customerId, trial, now)] : []),
      customerRecord.create(customer, {
        action: 'customer.added',
        details: { domain, partnerId, superAdmin: personId, ...(order ? { trial: order } : {}) },
        after: shown(customer),
      }),
      accessRecord.create(granted(customerId, partnerId, now), { action: 'access.granted' }),
      ...rowListed({ partnerId, customerId, accessStatus: 'granted', summary: summarize(customer) }, now),
      ...newAddress,
      ...organizationRoleGranted(
        { email: superAdmin.email, personId, role: 'super-admin', since: now },
        person,
        customer,
      ),
      ...firstMailCounted({ personId, subject, partnerId }, now),
    ],
    outbox: [
      mail('customer-added', to, { organizationName, domain, partnerName: partner.company.name }),
      ...(trial
        ? [mail('trial-started', to, { organizationName, domain, plan: trial.plan, endsAt: trial.endsAt })]
        : []),
    ],
  }
})
