import { lastActionOf, partnerAccess, revocationReceipt, revoke } from '../../shared/access/access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRecord, customerRowRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import { serveOrganization } from '../edge/serve.ts'

const ENTRIES_READ = 100

export const handler = serveOrganization(
  revokeAccess,
  async ({ customer, access, input, get, find, page, now }) => {
    const revoked = revoke(access, now)
    const [partner, entries] = await Promise.all([
      get(partnerRecord, revoked),
      page(auditEntryRecord, {
        partition: auditEntryRecord.key({ subject: customerRecord.chain(customer), seq: 1 }).pk,
        newestFirst: true,
        limit: ENTRIES_READ,
      }),
    ])
    const last = lastActionOf(partner, entries.items)
    const by = last && (await find(personalDetailsRecord, last))
    const { organizationName, domain } = customer
    return {
      answer: {
        ...partnerAccess(revoked, partner, access.version + 1),
        receipt: revocationReceipt(revoked, partner, last, by),
      },
      changes: [
        accessRecord.replace(access, revoked, {
          action: 'access.revoked',
          details: input.reason === undefined ? {} : { reason: input.reason },
        }),
        customerRowRecord.set(revoked, { accessStatus: revoked.status }),
      ],
      outbox: recipientsOf(customer, partner).map((to) =>
        mail('access-revoked', to, { organizationName, domain, revokedAt: now }),
      ),
    }
  },
)
