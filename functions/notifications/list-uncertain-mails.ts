import { listUncertainMails } from '../../shared/notifications/contract.ts'
import { openEffectListing, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { openMail } from '../../shared/notifications/resolution.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listUncertainMails, [], async ({ input, caller, page }) => {
  const { query, next } = openPage(listUncertainMails, caller, input)
  const { items, after } = await page(outboxEntryRecord, {
    index: 'listing',
    partition: openEffectListing(input.state),
    ...query,
  })
  return { answer: { items: items.map(openMail), ...next(after) } }
})
