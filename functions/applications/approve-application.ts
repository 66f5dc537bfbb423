import { applicationNotFound, applicationView, approve } from '../../shared/applications/application.ts'
import { approveApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { toMillis } from '../../shared/kernel/time.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { companyMarks } from '../../shared/partners/company.ts'
import { found, membershipOf } from '../../shared/partners/partner.ts'
import { companyMarkRecord, partnerRecord } from '../../shared/partners/records.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { closeApplication, joinPartner, stranger } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = serve(
  approveApplication,
  [applicationRecord],
  async ({ input, caller, find, now }) => {
    const application = await find(applicationRecord, input)
    if (!application) throw applicationNotFound()
    const partnerId = PartnerId.parse(`ptr_${world.ulid(toMillis(now))}`)
    const approved = approve(application, partnerId, caller.email, now)
    const { applicationId, applicant: email, company, address, language, primaryExpertise } = approved
    const partner = found(
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
    const applicant = await find(personRecord, { email })
    const admin = joinPartner(applicant ?? stranger(email), membershipOf(partner))
    return {
      answer: applicationView(approved, application.version + 1, now),
      changes: [
        applicationRecord.replace(application, approved, {
          action: 'application.approved',
          details: { partnerId },
        }),
        applicationReviewDueRecord.remove({ id: applicationId }),
        partnerRecord.create(partner, { action: 'partner.founded', details: { applicationId } }),
        personChanged(applicant, closeApplication(admin, applicationId), {
          action: 'partner-membership.granted',
          details: { partnerId, applicationId },
        }),
        ...companyMarks(company).map(({ mark }) => companyMarkRecord.put({ mark, partnerId })),
      ],
      outbox: [mail('application-approved', { email, language }, { companyName: company.name })],
    }
  },
)
