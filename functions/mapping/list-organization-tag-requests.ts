import { listOrganizationTagRequests } from '../../shared/mapping/contract.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import { organizationTagRequest } from '../../shared/mapping/tag-request.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { openPage } from '../edge/pages.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(
  listOrganizationTagRequests,
  async ({ input, caller, customer, now, page, get }) => {
    const { query, next } = openPage(listOrganizationTagRequests, caller, input)
    const rows = await page(tagRequestRowRecord, {
      partition: tagRequestRowPartition(customer.customerId),
      newestFirst: true,
      ...query,
    })
    const tagRequests = await Promise.all(rows.items.map((row) => get(tagRequestRecord, row)))
    const items = await Promise.all(
      tagRequests.map(async (tagRequest) =>
        organizationTagRequest(tagRequest, customer, await get(partnerRecord, tagRequest), now),
      ),
    )
    return { answer: { items, ...next(rows.after) } }
  },
)
