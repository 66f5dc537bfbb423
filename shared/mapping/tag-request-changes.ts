import type { Customer } from '../customers/customer.ts'
import { superAdminRecipient } from '../customers/recipients.ts'
import { customerRecord } from '../customers/records.ts'
import type { TagRequestId } from '../kernel/id.ts'
import { mail, tellPartner } from '../notifications/mail.ts'
import type { Partner } from '../partners/partner.ts'
import type { Change, Stored } from '../table/record.ts'
import {
  newestTagRequestRecord,
  tagRequestDueRecord,
  tagRequestRecord,
  tagRequestRowRecord,
} from './records.ts'
import type { ClosedTagRequest, TagRequest, TagRequestIn, TagRequestState } from './tag-request.ts'

/**
 * A new request: in the lists of both sides, and due when it lapses. It commits only where the partner's newest request to the organisation
 * still is the one that was read, and the customer too, so that no two are open and a consent overtakes it or comes before it (R14).
 */
export const tagRequestMade = (
  tagRequest: TagRequestIn<'open'>,
  customer: Stored<Customer>,
  newest: { readonly tagRequestId: TagRequestId } | undefined,
): Change<'tagRequest' | 'tagRequestRow' | 'newestTagRequest' | 'tagRequestDue' | 'customer'>[] => {
  const { tagRequestId, customerId, partnerId, lapsesAt } = tagRequest
  return [
    tagRequestRecord.create(tagRequest, { action: 'tag-request.made', details: { customerId, partnerId } }),
    ...[partnerId, customerId].map((of) => tagRequestRowRecord.put({ of, tagRequestId })),
    newestTagRequestRecord.put(
      { customerId, partnerId, tagRequestId },
      newest ? { equals: { tagRequestId: newest.tagRequestId } } : { absent: true },
    ),
    tagRequestDueRecord.put({ id: tagRequestId, dueAt: lapsesAt }),
    customerRecord.unchanged(customer),
  ]
}

/** The end of a request, with nothing due any more (R14). */
export const tagRequestEnded = (
  open: Stored<TagRequest>,
  closed: ClosedTagRequest,
): Change<'tagRequest' | 'tagRequestDue'>[] => [
  tagRequestRecord.replace(open, closed, { action: `tag-request.${closed.state}` }),
  tagRequestDueRecord.remove({ id: closed.tagRequestId }),
]

type EndMailKind = `tag-request-${Exclude<TagRequestState, 'open' | 'mapped'>}`

/** The mails to both sides about the end of a request that mapped nothing; the partner reads no more of the organisation than its domain (R14). */
export const endMails = <K extends EndMailKind>(
  kind: K,
  { domain, partnerId }: TagRequest,
  customer: Customer,
  { company }: Partner,
) => {
  const words = { domain, partnerName: company.name }
  return [mail(kind, superAdminRecipient(customer), words), tellPartner(kind, partnerId, words)]
}
