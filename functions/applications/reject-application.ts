import { applicationNotFound, applicationView, reject } from '../../shared/applications/application.ts'
import { rejectApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { closeApplication, stranger } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(rejectApplication, [applicationRecord], async ({ input, caller, find, now }) => {
  const application = await find(applicationRecord, input)
  if (!application) throw applicationNotFound()
  const { reason, note } = input
  const rejected = reject(application, { reason, note }, caller.email, now)
  const { applicationId, applicant: email, company, language } = rejected
  const applicant = await find(personRecord, { email })
  return {
    answer: applicationView(rejected, application.version + 1, now),
    changes: [
      applicationRecord.replace(application, rejected, {
        action: 'application.rejected',
        details: { reason, note },
      }),
      applicationReviewDueRecord.remove({ id: applicationId }),
      personChanged(applicant, closeApplication(applicant ?? stranger(email), applicationId), {
        action: 'application.closed',
        details: { applicationId },
      }),
    ],
    outbox: [mail('application-rejected', { email, language }, { companyName: company.name, reason, note })],
  }
})
