import { applicationLine } from '../../shared/applications/application.ts'
import { listApplications } from '../../shared/applications/contract.ts'
import { applicationListing, applicationRecord } from '../../shared/applications/records.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listApplications, (request) =>
  answerPage(
    listApplications,
    request,
    applicationRecord,
    { index: 'listing', partition: applicationListing(request.input.status) },
    (application) => applicationLine(application, request.now),
  ),
)
