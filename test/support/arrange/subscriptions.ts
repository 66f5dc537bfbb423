import type { Customer } from '../../../shared/customers/customer.ts'
import { isMapped } from '../../../shared/customers/customer.ts'
import { SubscriptionRequestId } from '../../../shared/kernel/id.ts'
import { subscriptionRequested } from '../../../shared/subscriptions/changes.ts'
import { openSubscriptionRequestRecord } from '../../../shared/subscriptions/records.ts'
import { ask, type SubscriptionRequest } from '../../../shared/subscriptions/subscription-request.ts'
import type { Wish } from '../../../shared/subscriptions/wish.ts'
import { reader } from '../../../shared/table/reader.ts'
import { world } from '../../../functions/outside/world.ts'
import { personIdOf, type Somebody } from './people.ts'
import { newUlid } from './ulid.ts'
import { commit, now } from './time.ts'

/** A request of somebody in an organisation to its partner. */
export const subscriptionRequest = async (
  customer: Customer,
  by: Somebody,
  wish: Wish = { plan: 'professional', licences: 25 },
): Promise<SubscriptionRequest> => {
  if (!isMapped(customer)) throw new Error('The arranged customer has no partner to ask')
  const requestId = SubscriptionRequestId.parse(`srq_${newUlid()}`)
  const askedBy = await personIdOf(by)
  const request = ask(customer, { requestId, askedBy, wish }, await now())
  await commit(
    ...subscriptionRequested(
      request,
      await reader(world.table).find(openSubscriptionRequestRecord, customer),
    ),
  )
  return request
}
