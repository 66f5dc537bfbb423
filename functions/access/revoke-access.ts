import { lastActionOf, partnerAccess, revocationReceipt, revoke } from '../../shared/access/access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRowRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { logEntryRecord, logPartition } from '../../shared/table/log.ts'
import { serveOrganization } from '../edge/serve.ts'

/** One page of the log, so that a flood of refused attempts does not hold the revocation up. */
const LINES_READ = 1_000

export const handler = serveOrganization(
  revokeAccess,
  async ({ customer, access, input, get, find, page, now }) => {
    const revoked = revoke(access, now)
    const partition = logPartition(customer.customerId)
    const [partner, lines] = await Promise.all([
      get(partnerRecord, revoked),
      page(logEntryRecord, { partition, newestFirst: true, limit: LINES_READ }),
    ])
    const last = lastActionOf(partner, lines.items)
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
          before: { status: access.status },
          after: { status: revoked.status },
        }),
        customerRowRecord.set(revoked, { accessStatus: revoked.status }),
      ],
      outbox: recipientsOf(customer, partner).map((to) =>
        mail('access-revoked', to, { organizationName, domain, revokedAt: now }),
      ),
    }
  },
)
