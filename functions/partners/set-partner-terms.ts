import { setPartnerTerms } from '../../shared/partners/contract.ts'
import { agree, membershipOf, partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(setPartnerTerms, reads, async ({ partner, input, findAll }) => {
  const { partnerId, discountBps, holdDays, threshold } = input
  const terms = { discountBps, holdDays, threshold: threshold.minor }
  const agreed = agree(partner, terms)
  const people = await findAll(
    personRecord,
    agreed.admins.map((email) => ({ email })),
  )
  return {
    answer: partnerView(agreed, partner.version + 1),
    changes: [
      partnerRecord.replace(partner, agreed, { action: 'partner-terms.set', details: terms }),
      ...membershipsRenewed(people, membershipOf(agreed), {
        action: 'partner-membership.renewed',
        details: { partnerId },
      }),
    ],
  }
})
