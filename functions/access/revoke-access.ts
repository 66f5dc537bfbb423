import {
  lastActionOf,
  partnerAccess,
  revocationReceipt,
  revoke,
  type LastAction,
} from '../../shared/access/access.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRowRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { logEntryRecord, logPartition } from '../../shared/table/log.ts'
import type { Position } from '../../shared/table/table.ts'
import { serveOrganization } from '../edge/serve.ts'

/** How many lines are read, a page after the other: a flood of refused attempts neither hides the last deed soon nor holds the revocation up. */
const PAGES = [25, 1_000, 1_000, 1_000]

export const handler = serveOrganization(
  revokeAccess,
  async ({ customer, access, input, get, find, page, now }) => {
    const revoked = revoke(access, now)
    const partition = logPartition(customer.customerId)
    const lastAction = async (): Promise<LastAction | undefined> => {
      let after: Position | undefined
      for (const limit of PAGES) {
        const query = { partition, newestFirst: true, limit, ...(after ? { after } : {}) }
        const lines = await page(logEntryRecord, query)
        const last = lastActionOf(revoked, lines.items)
        after = lines.after
        if (last || !after) return last
      }
      return undefined
    }
    const [partner, last] = await Promise.all([get(partnerRecord, revoked), lastAction()])
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
          before: { status: access.status },
          after: { status: revoked.status, ...(input.reason === undefined ? {} : { reason: input.reason }) },
        }),
        customerRowRecord.set(revoked, { accessStatus: revoked.status }),
      ],
      outbox: recipientsOf(customer, partner).map((to) =>
        mail('access-revoked', to, { organizationName, domain, revokedAt: now }),
      ),
    }
  },
)
