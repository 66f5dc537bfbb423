import { accountChanged, accountOf, profileScheduled, versionAfter } from '../../shared/billing/changes.ts'
import { withProfile } from '../../shared/billing/profile.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { setPaymentProfile } from '../../shared/payments/contract.ts'
import { profileWished } from '../edge/profile-wished.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const reads = { billing: billingRecord }

export const handler = servePartnerOnCustomer(
  setPaymentProfile,
  reads,
  async ({ customer, billing, input, digest, find, now }) => {
    const { profile, kept } = await profileWished(input, { customer, digest, find })
    const previous = { customer, billing }
    const account = withProfile(accountOf(previous), profile, now)
    const { cardType } = profile
    const event = { action: 'payment-profile.set', details: { cardType } } as const
    return {
      answer: subscriptionView(account, versionAfter(previous), now),
      changes: [...accountChanged(previous, account, event), ...profileScheduled(account, now), kept],
    }
  },
)
