import { customerRecord } from '../../shared/customers/records.ts'
import { listTagRequests } from '../../shared/mapping/contract.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import { ownTagRequest } from '../../shared/mapping/tag-request.ts'
import { openPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listTagRequests, async ({ input, caller, now, page, get }) => {
  const { query, next } = openPage(listTagRequests, caller, input)
  const rows = await page(tagRequestRowRecord, {
    partition: tagRequestRowPartition(caller.partnerId),
    newestFirst: true,
    ...query,
  })
  const tagRequests = await Promise.all(rows.items.map((row) => get(tagRequestRecord, row)))
  const items = await Promise.all(
    tagRequests.map(async (tagRequest) =>
      ownTagRequest(tagRequest, await get(customerRecord, tagRequest), now),
    ),
  )
  return { answer: { items, ...next(rows.after) } }
})
