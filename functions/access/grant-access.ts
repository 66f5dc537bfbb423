import { grant, partnerAccess } from '../../shared/access/access.ts'
import { grantAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRowRecord } from '../../shared/customers/records.ts'
import { bothSides } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(grantAccess, [], async ({ customer, access, find, now }) => {
  const again = grant(access, now)
  const partner = await find(partnerRecord, access)
  if (!partner) throw new Error('An access names a partner that is not there')
  const { organizationName, domain } = customer
  return {
    answer: partnerAccess(again, partner, access.version + 1),
    changes: [
      accessRecord.replace(access, again, { action: 'access.granted' }),
      customerRowRecord.set(access, { accessStatus: again.status }),
    ],
    outbox: bothSides(customer, partner).map((side) =>
      mail('access-granted', side, { organizationName, domain, grantedAt: now }),
    ),
  }
})
