import { customerRecord } from '../../shared/customers/records.ts'
import { listTagRequests } from '../../shared/mapping/contract.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import { ownTagRequest } from '../../shared/mapping/tag-request.ts'
import { answerPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(listTagRequests, (request) => {
  const { caller, get, now } = request
  return answerPage(
    listTagRequests,
    request,
    tagRequestRowRecord,
    { partition: tagRequestRowPartition(caller.partnerId), newestFirst: true },
    async (row) => {
      const tagRequest = await get(tagRequestRecord, row)
      return ownTagRequest(tagRequest, await get(customerRecord, tagRequest), now)
    },
  )
})
