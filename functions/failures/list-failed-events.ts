import { listFailedEvents } from '../../shared/failures/contract.ts'
import { failedEventView } from '../../shared/failures/failed-event.ts'
import { failedEventListing, failedEventRecord } from '../../shared/failures/records.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listFailedEvents, [], async ({ input, caller, page }) => {
  const { query, next } = openPage(listFailedEvents, caller, input)
  const { items, after } = await page(failedEventRecord, {
    index: 'listing',
    partition: failedEventListing(input.state),
    ...query,
  })
  return { answer: { items: items.map((failed) => failedEventView(failed, failed.version)), ...next(after) } }
})
