import { reactivatePartner } from '../../shared/partners/contract.ts'
import { membershipOf, partnerNotFound, partnerView, reactivate } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { mail, tellSupport } from '../../shared/notifications/mail.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(reactivatePartner, reads, async ({ partner, caller, findAll }) => {
  const reactivated = reactivate(partner)
  const { partnerId, company, language, admins } = reactivated
  const partnerName = company.name
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
    outbox: [
      ...admins.map((email) => mail('own-partner-reactivated', { email, language }, { partnerName })),
      tellSupport('team-partner-reactivated', caller.email, { partnerName }),
    ],
  }
})
