import {
  applicationNotFound,
  applicationView,
  approve,
  review,
} from '../../shared/applications/application.ts'
import { approveApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { companyMarks } from '../../shared/partners/company.ts'
import { createPartner, membershipOf } from '../../shared/partners/partner.ts'
import { companyMarkRecord, partnerRecord } from '../../shared/partners/records.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { closeApplication, joinPartner } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serveStaff } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

const reads = { application: applicationRecord.or(applicationNotFound) }

export const handler = serveStaff(approveApplication, reads, async ({ application, caller, get, now }) => {
  const partnerId = newId(PartnerId, 'ptr', now)
  const approved = approve(review(application, caller.email), partnerId, now)
  const { applicationId, applicant: email, company, address, language, primaryExpertise } = approved
  const partner = createPartner(
    {
      partnerId,
      applicationId,
      company,
      address,
      language,
      expertise: [primaryExpertise],
      admins: [email],
    },
    now,
  )
  const person = await get(personRecord, { email })
  const admin = joinPartner(person, membershipOf(partner), firstStaffMember())
  return {
    answer: applicationView(approved, application.version + 1, now),
    changes: [
      applicationRecord.replace(application, approved, {
        action: 'application.approved',
        details: { partnerId },
      }),
      applicationReviewDueRecord.remove({ id: applicationId }),
      partnerRecord.create(partner, { action: 'partner.created', details: { applicationId } }),
      personChanged(person, closeApplication(admin, applicationId), {
        action: 'partner-membership.granted',
        details: { partnerId, applicationId },
      }),
      ...companyMarks(company).map(({ mark }) => companyMarkRecord.put({ mark, partnerId })),
    ],
    outbox: [mail('application-approved', { email, language }, { companyName: company.name })],
  }
})
