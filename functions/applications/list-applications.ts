import { applicationLine } from '../../shared/applications/application.ts'
import { listApplications } from '../../shared/applications/contract.ts'
import { applicationListing, applicationRecord } from '../../shared/applications/records.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listApplications, [], async ({ input, caller, page, now }) => {
  const { query, next } = openPage(listApplications, caller, input)
  const { items, after } = await page(applicationRecord, {
    index: 'listing',
    partition: applicationListing(input.status),
    ...query,
  })
  return { answer: { items: items.map((application) => applicationLine(application, now)), ...next(after) } }
})
