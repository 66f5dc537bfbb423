import { deactivatePartner } from '../../shared/partners/contract.ts'
import { deactivate, membershipOf, partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(deactivatePartner, reads, async ({ partner, input, findAll }) => {
  const { reason } = input
  const deactivated = deactivate(partner, reason)
  const { partnerId, company, admins } = deactivated
  const people = await findAll(
    personRecord,
    admins.map((email) => ({ email })),
  )
  return {
    answer: partnerView(deactivated, partner.version + 1),
    changes: [
      partnerRecord.replace(partner, deactivated, { action: 'partner.deactivated', details: { reason } }),
      ...membershipsRenewed(people, membershipOf(deactivated), {
        action: 'partner-membership.suspended',
        details: { partnerId },
      }),
    ],
    outbox: [{ kind: 'tell-organizations', partnerId, companyName: company.name }],
  }
})
