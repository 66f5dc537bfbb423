import { applicationView, submit } from '../../shared/applications/application.ts'
import { submitApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { ApplicationId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { openApplication, stranger } from '../../shared/people/person.ts'
import { firstStaffMember } from '../edge/first-staff-member.ts'
import { serve } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

export const handler = serve(submitApplication, ({ input, caller, person, now }) => {
  const applicationId = newId(ApplicationId, 'app', now)
  const applicant = openApplication(person ?? stranger(caller), applicationId, firstStaffMember())
  const application = submit({ ...input, applicationId, applicant: caller.email }, now)
  const { company, language, dueAt, terms } = application
  return {
    answer: applicationView(application, 1, now),
    changes: [
      applicationRecord.create(application, { action: 'application.submitted', details: { terms, dueAt } }),
      applicationReviewDueRecord.put({ id: applicationId, dueAt }),
      personChanged(person, applicant, { action: 'application.opened', details: { applicationId } }),
    ],
    outbox: [
      mail('application-received', { email: caller.email, language }, { companyName: company.name, dueAt }),
    ],
  }
})
