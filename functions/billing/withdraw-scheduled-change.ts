import { withdrawal } from '../../shared/billing/cancellation.ts'
import { accountChanged, accountOf, announcedAfterAll, versionAfter } from '../../shared/billing/changes.ts'
import { withdrawScheduledChange } from '../../shared/billing/contract.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(
  withdrawScheduledChange,
  reads,
  ({ customer, billing, now: at }) => {
    const stored = { customer, billing }
    const { account, withdrawn } = withdrawal(accountOf(stored), at)
    return {
      answer: subscriptionView(account, versionAfter(stored), at),
      changes: [
        ...accountChanged(stored, account, { action: 'subscription.change-withdrawn' }),
        ...announcedAfterAll(account, withdrawn, at),
      ],
    }
  },
)
