import { cancellation } from '../../shared/billing/cancellation.ts'
import { withScheduled } from '../../shared/billing/change.ts'
import { accountChanged, accountOf, versionAfter } from '../../shared/billing/changes.ts'
import { cancelSubscription } from '../../shared/billing/contract.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { dunningEnded, fellToFree } from '../../shared/payments/recording.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(cancelSubscription, reads, ({ customer, billing, now: at }) => {
  const stored = { customer, billing }
  const account = accountOf(stored)
  const cancelled = cancellation(account, at)
  const answerOf = (next: Account) => ({
    subscription: subscriptionView(next, versionAfter(stored), at),
    ...(cancelled.replaces ? { replaces: cancelled.replaces } : {}),
  })
  if (cancelled.effect === 'now-free') {
    const { account: fallen, changes, outbox } = fellToFree(stored, at)
    return { answer: answerOf(fallen), changes: [...changes, ...dunningEnded(stored, fallen)], outbox }
  }
  const next = withScheduled(account, cancelled.scheduled)
  return {
    answer: answerOf(next),
    changes: accountChanged(stored, next, { action: 'subscription.cancellation-scheduled' }),
  }
})
