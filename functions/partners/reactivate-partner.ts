import { reactivatePartner } from '../../shared/partners/contract.ts'
import { membershipOf, partnerNotFound, partnerView, reactivate } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(reactivatePartner, [partnerRecord], async ({ input, find, findAll }) => {
  const partner = await find(partnerRecord, input)
  if (!partner) throw partnerNotFound()
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
