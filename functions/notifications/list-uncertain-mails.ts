import { listUncertainMails } from '../../shared/notifications/contract.ts'
import { openEffectListing, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { openMail } from '../../shared/notifications/resolution.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listUncertainMails, (request) =>
  answerPage(
    listUncertainMails,
    request,
    outboxEntryRecord,
    { index: 'listing', partition: openEffectListing(request.input.state) },
    openMail,
  ),
)
