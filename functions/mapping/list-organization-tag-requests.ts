import { listOrganizationTagRequests } from '../../shared/mapping/contract.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import { organizationTagRequest } from '../../shared/mapping/tag-request.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { answerPage } from '../edge/pages.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(listOrganizationTagRequests, (request) => {
  const { customer, get, now } = request
  return answerPage(
    listOrganizationTagRequests,
    request,
    tagRequestRowRecord,
    { partition: tagRequestRowPartition(customer.customerId), newestFirst: true },
    async (row) => {
      const tagRequest = await get(tagRequestRecord, row)
      return organizationTagRequest(tagRequest, customer, await get(partnerRecord, tagRequest), now)
    },
  )
})
