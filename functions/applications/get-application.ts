import { applicationNotFound, applicationView } from '../../shared/applications/application.ts'
import { getApplication } from '../../shared/applications/contract.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getApplication, [applicationRecord], async ({ input, caller, find, now }) => {
  const application = await find(applicationRecord, input)
  if (application?.applicant !== caller.email) throw applicationNotFound()
  return { answer: applicationView(application, application.version, now) }
})
