import { deactivatePartner } from '../../shared/partners/contract.ts'
import { deactivate, membershipOf, partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(deactivatePartner, [partnerRecord], async ({ input, find, findAll }) => {
  const partner = await find(partnerRecord, input)
  if (!partner) throw partnerNotFound()
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
