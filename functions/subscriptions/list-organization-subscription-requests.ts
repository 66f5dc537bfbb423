import { listOrganizationSubscriptionRequests } from '../../shared/subscriptions/contract.ts'
import {
  subscriptionRequestPartition,
  subscriptionRequestRecord,
  subscriptionRequestRowRecord,
} from '../../shared/subscriptions/records.ts'
import { subscriptionRequestShown } from '../../shared/subscriptions/subscription-request.ts'
import { answerPage } from '../edge/pages.ts'
import { serveOrganization } from '../edge/serve.ts'

export const handler = serveOrganization(listOrganizationSubscriptionRequests, (request) => {
  const { customer, get } = request
  return answerPage(
    listOrganizationSubscriptionRequests,
    request,
    subscriptionRequestRowRecord,
    { partition: subscriptionRequestPartition(customer.customerId), newestFirst: true },
    async (row) => subscriptionRequestShown(await get(subscriptionRequestRecord, row), customer),
  )
})
