import { grant, partnerAccess } from '../../shared/access/access.ts'
import { grantAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRowRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { countedToday } from '../../shared/notifications/changes.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOrganization } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serveOrganization(grantAccess, async ({ customer, access, get, now }) => {
  const again = grant(access, now)
  const partner = await get(partnerRecord, again)
  const { organizationName, domain } = customer
  return {
    answer: partnerAccess(again, partner, access.version + 1),
    changes: [
      accessRecord.replace(access, again, {
        action: 'access.granted',
        before: { status: access.status },
        after: { status: again.status },
      }),
      customerRowRecord.set(again, { accessStatus: again.status }),
      countedToday('grants', customer.customerId, MOST_A_DAY.grants, now, world.realMs()),
    ],
    outbox: recipientsOf(customer, partner).map((to) =>
      mail('access-granted', to, { organizationName, domain, grantedAt: now }),
    ),
  }
})
