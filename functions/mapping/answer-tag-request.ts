import { billingRecord } from '../../shared/billing/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { answerTagRequest } from '../../shared/mapping/contract.ts'
import { tagRequestRecord } from '../../shared/mapping/records.ts'
import { endMails, tagRequestEnded } from '../../shared/mapping/tag-request-changes.ts'
import { accept, deny, open, tagRequestClosed, tagRequestNotFound } from '../../shared/mapping/tag-request.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { administratorChangesRecord } from '../../shared/people/records.ts'
import { consented } from '../edge/consent.ts'
import { serveOrganization } from '../edge/serve.ts'

const reads = {
  administratorChanges: administratorChangesRecord,
  billing: billingRecord,
  tagRequest: tagRequestRecord.or(tagRequestNotFound),
}

export const handler = serveOrganization(answerTagRequest, reads, async (request) => {
  const { tagRequest, customer, input, get, now } = request
  if (tagRequest.customerId !== customer.customerId) throw tagRequestNotFound()
  const asked = open(tagRequest, customer, now)
  const { tagRequestId, partnerId } = asked
  const notActive = tagRequestClosed({ state: 'withdrawn' })
  if (input.answer === 'deny') {
    const partner = await get(partnerRecord, { partnerId })
    if (partner.status !== 'active') throw notActive
    const denied = deny(asked, now)
    return {
      answer: { tagRequestId, state: denied.state },
      changes: [...tagRequestEnded(tagRequest, denied), customerRecord.unchanged(customer)],
      outbox: endMails('tag-request-denied', denied, customer, partner),
    }
  }
  const { answer, transfer, changes, outbox } = await consented(request, partnerId, notActive)
  const mapped = accept(asked, transfer?.transferId, now)
  return {
    answer: { ...answer, tagRequestId, state: mapped.state },
    changes: [...changes, ...tagRequestEnded(tagRequest, mapped)],
    outbox,
  }
})
