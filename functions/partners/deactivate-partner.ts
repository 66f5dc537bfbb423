import { deactivatePartner } from '../../shared/partners/contract.ts'
import { deactivate, membershipOf, partnerNotFound, partnerView } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { membershipsRenewed } from '../../shared/people/changes.ts'
import { personRecord } from '../../shared/people/records.ts'
import { mail, tellSupport } from '../../shared/notifications/mail.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { partner: partnerRecord.or(partnerNotFound) }

export const handler = serveStaff(deactivatePartner, reads, async ({ partner, input, caller, findAll }) => {
  const { reason } = input
  const deactivated = deactivate(partner, reason)
  const { partnerId, company, language, admins } = deactivated
  const partnerName = company.name
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
    outbox: [
      ...admins.map((email) =>
        mail('own-partner-deactivated', { email, language }, { partnerName, note: reason }),
      ),
      { kind: 'tell-organizations', partnerId, companyName: partnerName },
      tellSupport('team-partner-deactivated', caller.email, { partnerName, note: reason }),
    ],
  }
})
