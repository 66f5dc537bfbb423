import { customerRecord } from '../../shared/customers/records.ts'
import { listSubscriptionRequests } from '../../shared/subscriptions/contract.ts'
import {
  subscriptionRequestListing,
  subscriptionRequestPartition,
  subscriptionRequestRecord,
  subscriptionRequestRowRecord,
} from '../../shared/subscriptions/records.ts'
import { storeSubscriptionRequest } from '../../shared/subscriptions/subscription-request.ts'
import { openPage } from '../edge/pages.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(
  listSubscriptionRequests,
  async ({ input, caller: { partnerId }, caller, page, get }) => {
    const { state } = input
    const { query, next } = openPage(listSubscriptionRequests, caller, input)
    const newest = { newestFirst: true, ...query }
    const listed =
      state === undefined
        ? await page(subscriptionRequestRowRecord, {
            partition: subscriptionRequestPartition(partnerId),
            ...newest,
          })
        : await page(subscriptionRequestRecord, {
            index: 'listing',
            partition: subscriptionRequestListing(partnerId, state === 'ended' ? 'open' : state),
            ...newest,
          })
    const items = await Promise.all(
      listed.items.map(async (row) => {
        const [request, customer] = await Promise.all([
          get(subscriptionRequestRecord, row),
          get(customerRecord, row),
        ])
        return storeSubscriptionRequest(request, customer)
      }),
    )
    return {
      answer: {
        items: items.filter((request) => state === undefined || request.state === state),
        ...next(listed.after),
      },
    }
  },
)
