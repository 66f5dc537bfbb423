import { applicationNotFound, applicationView } from '../../shared/applications/application.ts'
import { getApplication } from '../../shared/applications/contract.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { serve } from '../edge/serve.ts'

const reads = { application: applicationRecord.or(applicationNotFound) }

export const handler = serve(getApplication, reads, ({ application, caller, now }) => {
  if (application.applicant !== caller.email) throw applicationNotFound()
  return { answer: applicationView(application, application.version, now) }
})
