import { lastActionOf, partnerAccess, revocationReceipt, revoke } from '../../shared/access/access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRecord, customerRowRecord } from '../../shared/customers/records.ts'
import { bothSides } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { auditEntryRecord, auditSubject } from '../../shared/table/audit.ts'
import { serveOnCustomer } from '../edge/serve.ts'

const ENTRIES_READ = 100

export const handler = serveOnCustomer(
  revokeAccess,
  [],
  async ({ customer, access, input, find, page, now }) => {
    const revoked = revoke(access, now)
    const [partner, entries] = await Promise.all([
      find(partnerRecord, access),
      page(auditEntryRecord, {
        partition: auditEntryRecord.key({ subject: auditSubject(customerRecord.key(customer)), seq: 1 }).pk,
        newestFirst: true,
        limit: ENTRIES_READ,
      }),
    ])
    if (!partner) throw new Error('An access names a partner that is not there')
    const { organizationName, domain } = customer
    return {
      answer: {
        ...partnerAccess(revoked, partner, access.version + 1),
        receipt: revocationReceipt(revoked, partner, lastActionOf(partner, entries.items)),
      },
      changes: [
        accessRecord.replace(access, revoked, {
          action: 'access.revoked',
          details: input.reason === undefined ? {} : { reason: input.reason },
        }),
        customerRowRecord.set(access, { accessStatus: revoked.status }),
      ],
      outbox: bothSides(customer, partner).map((side) =>
        mail('access-revoked', side, { organizationName, domain, revokedAt: now }),
      ),
    }
  },
)
