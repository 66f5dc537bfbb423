import * as z from 'zod'
import { CustomerId, PartnerId, SubscriptionRequestId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { OpenSubscriptionRequest, SubscriptionRequest } from './subscription-request.ts'

interface OfRequest {
  readonly requestId: SubscriptionRequestId
}

/** The listing partition of a partner's requests in a stored state. */
export const subscriptionRequestListing = (
  partnerId: PartnerId,
  state: SubscriptionRequest['state'],
): string => `SUBSCRIPTION-REQUESTS#${partnerId}#${state}`

export const subscriptionRequestRecord = /* @__PURE__ */ entity({
  kind: 'subscriptionRequest',
  schema: SubscriptionRequest,
  key: ({ requestId }: OfRequest) => ({ pk: `SUBSCRIPTION-REQUEST#${requestId}`, sk: 'REQUEST' }),
  index: ({ partnerId, state, requestId }) => ({
    listingPk: subscriptionRequestListing(partnerId, state),
    listingSk: requestId,
  }),
})

/** An organisation that asks or a partner that is asked. */
type Owner = CustomerId | PartnerId

/** The partition of all requests of an organisation, or to a partner. */
export const subscriptionRequestPartition = (owner: Owner): string => `SUBSCRIPTION-REQUEST-LISTING#${owner}`

/** A request in the list of one of its two sides, in the order of asking, as request ids are ULIDs. */
export const subscriptionRequestRowRecord = /* @__PURE__ */ row({
  kind: 'subscriptionRequestRow',
  schema: z.object({
    owner: z.union([CustomerId, PartnerId]),
    requestId: SubscriptionRequestId,
    customerId: CustomerId,
  }),
  key: ({ owner, requestId }: OfRequest & { readonly owner: Owner }) => ({
    pk: subscriptionRequestPartition(owner),
    sk: `REQUEST#${requestId}`,
  }),
})

export const openSubscriptionRequestRecord = /* @__PURE__ */ row({
  kind: 'openSubscriptionRequest',
  schema: OpenSubscriptionRequest,
  key: ({ customerId }: { readonly customerId: CustomerId }) => ({
    pk: `OPEN-SUBSCRIPTION-REQUEST#${customerId}`,
    sk: 'OPEN',
  }),
})
