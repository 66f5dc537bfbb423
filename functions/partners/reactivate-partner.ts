import { reactivatePartner } from '../../shared/partners/contract.ts'
import { membershipOf, partnerNotFound, partnerView, reactivate } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(reactivatePartner, reads, async ({ partner, findAll }) => {
  const reactivated = reactivate(partner)
  const { partnerId, admins } = reactivated
  const people = await findAll(
    personRecord,
    admins.map((email) => ({ email })),
  )
  return {
    answer: partnerView(reactivated, partner.version + 1),
    changes: [
      partnerRecord.replace(partner, reactivated, { action: 'partner.reactivated' }),
      ...membershipsRenewed(people, membershipOf(reactivated), {
        action: 'partner-membership.restored',
        details: { partnerId },
      }),
    ],
  }
})
