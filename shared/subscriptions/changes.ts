import { customerRecord } from '../customers/records.ts'
import type { Change, Stored } from '../table/record.ts'
import {
  openSubscriptionRequestRecord,
  subscriptionRequestRecord,
  subscriptionRequestRowRecord,
} from './records.ts'
import type { OpenSubscriptionRequest, SubscriptionRequest } from './subscription-request.ts'

/** Checks in the commit that the customer still has the partner that was asked: every change of it counts as a mapping (R40, R63). */
const partnerUnchanged = ({ customerId, mappings }: SubscriptionRequest): Change<'customer'> =>
  customerRecord.check({ customerId }, { equals: { state: 'live' }, atMost: { mappings } })

/** A request that is made, the only open one of its customer; `before` is what named one when it was decided (R40). */
export const subscriptionRequested = (
  request: SubscriptionRequest,
  before: OpenSubscriptionRequest | undefined,
): Change<'subscriptionRequest' | 'subscriptionRequestRow' | 'openSubscriptionRequest' | 'customer'>[] => {
  const { requestId, customerId, partnerId, mappings } = request
  return [
    subscriptionRequestRecord.create(request, {
      action: 'subscription-request.made',
      details: { customerId, partnerId },
    }),
    ...[customerId, partnerId].map((owner) =>
      subscriptionRequestRowRecord.put({ owner, requestId, customerId }),
    ),
    openSubscriptionRequestRecord.put(
      { customerId, requestId, mappings },
      before ? { equals: { requestId: before.requestId } } : { absent: true },
    ),
    partnerUnchanged(request),
  ]
}

/** An open request that is answered, which makes room for another (R40). */
export const subscriptionRequestAnswered = (
  previous: Stored<SubscriptionRequest>,
  answered: SubscriptionRequest,
): Change<'subscriptionRequest' | 'openSubscriptionRequest' | 'customer'>[] => {
  return [
    subscriptionRequestRecord.replace(previous, answered, {
      action: 'subscription-request.answered',
      details: { answer: answered.state },
    }),
    openSubscriptionRequestRecord.remove(answered),
    partnerUnchanged(answered),
  ]
}
