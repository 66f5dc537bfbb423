import { listFailedEvents } from '../../shared/failures/contract.ts'
import { failedEventView } from '../../shared/failures/failed-event.ts'
import { failedEventListing, failedEventRecord } from '../../shared/failures/records.ts'
import { answerPage } from '../edge/pages.ts'
import { serveStaff } from '../edge/serve.ts'

export const handler = serveStaff(listFailedEvents, (request) =>
  answerPage(
    listFailedEvents,
    request,
    failedEventRecord,
    { index: 'listing', partition: failedEventListing(request.input.state) },
    (failed) => failedEventView(failed, failed.version),
  ),
)
