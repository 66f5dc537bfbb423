import { customerRecord } from '../../shared/customers/records.ts'
import { withdrawTagRequest } from '../../shared/mapping/contract.ts'
import { tagRequestRecord } from '../../shared/mapping/records.ts'
import { endMails, tagRequestEnded } from '../../shared/mapping/tag-request-changes.ts'
import { open, ownTagRequest, tagRequestNotFound, withdraw } from '../../shared/mapping/tag-request.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { servePartner } from '../edge/serve.ts'

const reads = { tagRequest: tagRequestRecord.or(tagRequestNotFound) }

export const handler = servePartner(withdrawTagRequest, reads, async ({ tagRequest, caller, get, now }) => {
  if (tagRequest.partnerId !== caller.partnerId) throw tagRequestNotFound()
  const [customer, partner] = await Promise.all([
    get(customerRecord, tagRequest),
    get(partnerRecord, tagRequest),
  ])
  const withdrawn = withdraw(open(tagRequest, customer, now), now)
  return {
    answer: ownTagRequest(withdrawn, customer, now),
    changes: [...tagRequestEnded(tagRequest, withdrawn), customerRecord.unchanged(customer)],
    outbox: endMails('tag-request-withdrawn', withdrawn, customer, partner),
  }
})
