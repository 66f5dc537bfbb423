import { accountOf } from '../../shared/billing/changes.ts'
import { getSubscription } from '../../shared/billing/contract.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(getSubscription, reads, ({ customer, billing, now }) => ({
  answer: subscriptionView(accountOf({ customer, billing }), billing?.version ?? 0, now),
}))
