import { listPartners } from '../../shared/partners/contract.ts'
import { partnerLine } from '../../shared/partners/partner.ts'
import { PARTNER_LISTING, partnerRecord } from '../../shared/partners/records.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listPartners, [], async ({ input, caller, page }) => {
  const { query, next } = openPage(listPartners, caller, input)
  const { items, after } = await page(partnerRecord, {
    index: 'listing',
    partition: PARTNER_LISTING,
    newestFirst: true,
    ...query,
  })
  return { answer: { items: items.map(partnerLine), ...next(after) } }
})
