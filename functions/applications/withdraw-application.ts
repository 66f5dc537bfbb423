import {
  applicationNotFound,
  applicationView,
  undecided,
  withdraw,
} from '../../shared/applications/application.ts'
import { withdrawApplication } from '../../shared/applications/contract.ts'
import { applicationRecord, applicationReviewDueRecord } from '../../shared/applications/records.ts'
import { personChanged } from '../../shared/people/changes.ts'
import { closeApplication, stranger } from '../../shared/people/person.ts'
import { serve } from '../edge/serve.ts'

const reads = { application: applicationRecord.or(applicationNotFound) }

export const handler = serve(withdrawApplication, reads, ({ application, caller, person, now }) => {
  if (application.applicant !== caller.email) throw applicationNotFound()
  const { applicationId, version } = application
  const withdrawn = withdraw(undecided(application), now)
  const applicant = closeApplication(person ?? stranger(caller), applicationId)
  return {
    answer: applicationView(withdrawn, version + 1, now),
    changes: [
      applicationRecord.replace(application, withdrawn, { action: 'application.withdrawn' }),
      applicationReviewDueRecord.remove({ id: applicationId }),
      personChanged(person, applicant, { action: 'application.closed', details: { applicationId } }),
    ],
  }
})
