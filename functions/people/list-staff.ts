import { listStaff } from '../../shared/people/contract.ts'
import { STAFF_LISTING, personRecord } from '../../shared/people/records.ts'
import { openPage } from '../edge/pages.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listStaff, [], async ({ input, caller, page }) => {
  const { query, next } = openPage(listStaff, caller, input)
  const { items, after } = await page(personRecord, { index: 'listing', partition: STAFF_LISTING, ...query })
  return {
    answer: {
      items: items.map(({ email, staffRoles, version }) => ({ email, staffRoles, version })),
      ...next(after),
    },
  }
})
