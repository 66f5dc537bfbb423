import { listOrganizationSubscriptionRequests } from '../../shared/subscriptions/contract.ts'
import {
  subscriptionRequestPartition,
  subscriptionRequestRecord,
  subscriptionRequestRowRecord,
} from '../../shared/subscriptions/records.ts'
import { subscriptionRequestShown } from '../../shared/subscriptions/subscription-request.ts'
import { openPage } from '../edge/pages.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(
  listOrganizationSubscriptionRequests,
  async ({ customer, input, caller, page, get }) => {
    const { query, next } = openPage(listOrganizationSubscriptionRequests, caller, input)
    const { items: rows, after } = await page(subscriptionRequestRowRecord, {
      partition: subscriptionRequestPartition(customer.customerId),
      newestFirst: true,
      ...query,
    })
    const requests = await Promise.all(rows.map((row) => get(subscriptionRequestRecord, row)))
    const items = requests.map((request) => subscriptionRequestShown(request, customer))
    return { answer: { items, ...next(after) } }
  },
)
