import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { customerRecord, domainOwnerRecord } from '../../shared/customers/records.ts'
import { TagRequestId } from '../../shared/kernel/id.ts'
import { customerNotFound } from '../../shared/kernel/problems.ts'
import { requestTag } from '../../shared/mapping/contract.ts'
import { alreadyMapped } from '../../shared/mapping/mapping.ts'
import { newestTagRequestRecord, tagRequestRecord } from '../../shared/mapping/records.ts'
import { tagRequestMade } from '../../shared/mapping/tag-request-changes.ts'
import { ownTagRequest, refuseAnother, request } from '../../shared/mapping/tag-request.ts'
import { transferOpen } from '../../shared/mapping/transfer.ts'
import { countedToday } from '../../shared/notifications/changes.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { refusePartnerMember } from '../../shared/people/organization-membership.ts'
import { personRecord, subjectRecord } from '../../shared/people/records.ts'
import { administratorsOf } from '../edge/administrators.ts'
import { mailCounted } from '../edge/daily-mails.ts'
import { servePartner } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'
import { world } from '../outside/world.ts'

const reads = { owner: domainOwnerRecord.or(customerNotFound) }

export const handler = servePartner(
  requestTag,
  reads,
  async ({ input: { message }, owner, caller: { partnerId }, find, findAll, get, page, now }) => {
    const { customerId } = owner
    const [customer, newest, partner, administrators] = await Promise.all([
      get(customerRecord, { customerId }),
      find(newestTagRequestRecord, { customerId, partnerId }),
      get(partnerRecord, { partnerId }),
      administratorsOf({ page }, customerId),
    ])
    if (customer.state !== 'live') throw customerNotFound()
    if (customer.partnerId === partnerId) throw alreadyMapped()
    const [previous, { personId }, people] = await Promise.all([
      newest && get(tagRequestRecord, newest),
      get(subjectRecord, customer.superAdmin),
      findAll(personRecord, administrators),
    ])
    if (previous) refuseAnother(previous, customer, now)
    if (customer.transferId) throw transferOpen()
    for (const person of people) refusePartnerMember(person, partnerId)
    const { domain, consents } = customer
    const tagRequest = request(
      {
        tagRequestId: newId(TagRequestId, 'tag', now),
        customerId,
        partnerId,
        domain,
        consents,
        ...(message === undefined ? {} : { message }),
      },
      now,
    )
    return {
      answer: ownTagRequest(tagRequest, customer, now),
      changes: [
        ...tagRequestMade(tagRequest, customer, newest),
        countedToday(
          'tag-requests',
          `${customerId}#${partnerId}`,
          MOST_A_DAY.tagRequests,
          now,
          world.realMs(),
        ),
        ...mailCounted({ personId, partnerId }, now),
      ],
      outbox: [
        mail('tag-requested', superAdminRecipient(customer), {
          domain,
          partnerName: partner.company.name,
          messageCount: message === undefined ? 0 : 1,
          message: message ?? '',
          lapsesAt: tagRequest.lapsesAt,
        }),
      ],
    }
  },
)
