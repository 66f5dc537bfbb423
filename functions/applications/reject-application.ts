import {
  applicationNotFound,
  applicationView,
  reject,
  review,
} from '../../shared/applications/application.ts'
import { rejectApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { closeApplication } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { serveStaff } from '../edge/serve.ts'

const reads = { application: applicationRecord.or(applicationNotFound) }

export const handler = serveStaff(
  rejectApplication,
  reads,
  async ({ application, input, caller, get, now }) => {
    const { reason, note } = input
    const rejected = reject(review(application, caller.email), { reason, note }, now)
    const { applicationId, applicant: email, company, language } = rejected
    const person = await get(personRecord, { email })
    return {
      answer: applicationView(rejected, application.version + 1, now),
      changes: [
        applicationRecord.replace(application, rejected, {
          action: 'application.rejected',
          details: { reason, note },
        }),
        applicationReviewDueRecord.remove({ id: applicationId }),
        personChanged(person, closeApplication(person, applicationId), {
          action: 'application.closed',
          details: { applicationId },
        }),
      ],
      outbox: [
        mail('application-rejected', { email, language }, { companyName: company.name, reason, note }),
      ],
    }
  },
)
