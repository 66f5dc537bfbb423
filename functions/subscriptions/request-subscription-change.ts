import { noPartner } from '../../shared/access/access.ts'
import { isMapped } from '../../shared/customers/customer.ts'
import { SubscriptionRequestId } from '../../shared/kernel/id.ts'
import { tellPartner } from '../../shared/notifications/mail.ts'
import { subscriptionRequested } from '../../shared/subscriptions/changes.ts'
import { requestSubscriptionChange } from '../../shared/subscriptions/contract.ts'
import { openSubscriptionRequestRecord } from '../../shared/subscriptions/records.ts'
import {
  ask,
  refuseAnother,
  subscriptionRequestShown,
} from '../../shared/subscriptions/subscription-request.ts'
import { wishWords } from '../../shared/subscriptions/wish.ts'
import { serveOrganization } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

const reads = { open: openSubscriptionRequestRecord }

export const handler = serveOrganization(
  requestSubscriptionChange,
  reads,
  ({ open, customer, input, caller, now }) => {
    if (!isMapped(customer)) throw noPartner()
    refuseAnother(open, customer)
    const { customerId: _customer, ...wish } = input
    const requestId = newId(SubscriptionRequestId, 'srq', now)
    const request = ask(customer, { requestId, askedBy: caller.personId, wish }, now)
    const { partnerId, organizationName, domain } = request
    const words = { organizationName, domain, ...wishWords(wish) }
    return {
      answer: subscriptionRequestShown(request, customer),
      changes: subscriptionRequested(request, open),
      outbox: [tellPartner('subscription-requested', partnerId, words)],
    }
  },
)
