import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { personalDetailsRecord } from '../../shared/people/records.ts'
import { subscriptionRequestAnswered } from '../../shared/subscriptions/changes.ts'
import { answerSubscriptionRequest } from '../../shared/subscriptions/contract.ts'
import { subscriptionRequestRecord } from '../../shared/subscriptions/records.ts'
import {
  answer,
  storeSubscriptionRequest,
  subscriptionRequestNotFound,
} from '../../shared/subscriptions/subscription-request.ts'
import { administratorsOf } from '../edge/administrators.ts'
import { servePartner } from '../edge/serve.ts'

const reads = { request: subscriptionRequestRecord.or(subscriptionRequestNotFound) }

export const handler = servePartner(
  answerSubscriptionRequest,
  reads,
  async ({ request, input, caller: { partnerId }, find, get, page, now }) => {
    if (request.partnerId !== partnerId) throw subscriptionRequestNotFound()
    const [customer, partner, asked, administrators] = await Promise.all([
      get(customerRecord, request),
      get(partnerRecord, { partnerId }),
      find(personalDetailsRecord, { personId: request.askedBy }),
      administratorsOf({ page }, request.customerId),
    ])
    const answered = answer(request, customer, input, now)
    const { organizationName, domain, language } = customer
    const asker = administrators.find(({ email }) => email === asked?.email)
    const to = asker ? { email: asker.email, language } : superAdminRecipient(customer)
    return {
      answer: storeSubscriptionRequest(answered, customer),
      changes: subscriptionRequestAnswered(request, answered),
      outbox: [
        mail('subscription-request-answered', to, {
          organizationName,
          domain,
          partnerName: partner.company.name,
          answer: answered.state,
          note: answered.note,
        }),
      ],
    }
  },
)
