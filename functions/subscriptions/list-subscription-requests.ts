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
  async ({ input, caller: { partnerId }, caller, page, findAll }) => {
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
    const [requests, customers] = await Promise.all([
      findAll(subscriptionRequestRecord, listed.items),
      findAll(customerRecord, listed.items),
    ])
    const items = requests.flatMap((request, place) => {
      const customer = customers[place]
      return request && customer ? [storeSubscriptionRequest(request, customer)] : []
    })
    return {
      answer: {
        items: items.filter((request) => state === undefined || request.state === state),
        ...next(listed.after),
      },
    }
  },
)
