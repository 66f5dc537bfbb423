import { withScheduled, type ChangeNow } from '../../shared/billing/change.ts'
import {
  accountChanged,
  accountOf,
  renewalScheduled,
  versionAfter,
  type StoredAccount,
} from '../../shared/billing/changes.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import { withProfile } from '../../shared/billing/profile.ts'
import { billingRecord } from '../../shared/billing/records.ts'
import { paymentProfileMissing } from '../../shared/billing/refusals.ts'
import { subscriptionTold } from '../../shared/billing/subscription-event-changes.ts'
import { achieved, type Account } from '../../shared/billing/subscription.ts'
import { subscriptionView } from '../../shared/billing/view.ts'
import { termsOf } from '../../shared/commission/terms.ts'
import { dateOf } from '../../shared/kernel/date.ts'
import { PaymentId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { ACHIEVED, chargeIntended, intended, trialEndedBy } from '../../shared/payments/changes.ts'
import { changedMail } from '../../shared/payments/mails.ts'
import { changeCharged } from '../../shared/payments/recording.ts'
import { seatsRecord } from '../../shared/users/records.ts'
import { chargeCard } from '../edge/charge-card.ts'
import { decidedChange } from '../edge/decided-change.ts'
import { outcomeRead, paymentOutcome, paymentWithAccount } from '../edge/payment-outcome.ts'
import { profileWished } from '../edge/profile-wished.ts'
import { servePartnerOnCustomerInSteps } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'
import { realNow } from '../outside/real-now.ts'

const reads = { billing: billingRecord, seats: seatsRecord }

/** A change that is too small to be charged: it takes effect at once, and what it costs is carried. */
const uncharged = (stored: StoredAccount, before: Account, { outcome, purpose }: ChangeNow, at: Instant) => {
  const account = achieved(before, outcome, at)
  return {
    answer: { subscription: subscriptionView(account, versionAfter(stored), at) },
    changes: [
      ...accountChanged(stored, account, { action: ACHIEVED[purpose] }),
      ...subscriptionTold(accountOf(stored), account, at),
      ...renewalScheduled(account, at),
      ...trialEndedBy(stored, account),
    ],
    outbox: [changedMail(account)],
  }
}

export const handler = servePartnerOnCustomerInSteps(changeSubscription, reads, {
  intend: async ({ customer, billing, seats, input, person, digest, find, now: at }) => {
    const { customerId: _asked, profile: wanted, ...change } = input
    const stored = { customer, billing }
    const { cardType } = wanted ?? billing?.profile ?? {}
    const terms = termsOf(person)
    const { account: present, decision } = decidedChange(
      { ...stored, seats },
      change,
      { cardType, terms },
      at,
    )
    const found = wanted && (await profileWished(wanted, { customer, digest, find }))
    const account = found ? withProfile(present, found.profile, at) : present
    const kept = found ? [found.kept] : []
    if (decision.effect === 'at-renewal') {
      const { scheduled, replaces } = decision
      const next = withScheduled(account, scheduled)
      return {
        answer: {
          subscription: subscriptionView(next, versionAfter(stored), at),
          ...(replaces ? { replaces } : {}),
        },
        changes: [...accountChanged(stored, next, { action: 'subscription.change-scheduled' }), ...kept],
      }
    }
    if (decision.charge === 0) {
      const { changes, ...done } = uncharged(stored, account, decision, at)
      return { ...done, changes: [...changes, ...kept] }
    }
    const { profile } = account.billing
    if (!profile) throw paymentProfileMissing()
    const paymentId = newId(PaymentId, 'pay', at)
    const payment = intended(account, {
      ...decision,
      paymentId,
      partnerId: customer.partnerId,
      profile,
      terms,
      periodStart: dateOf(at),
      at,
      intendedAt: realNow(),
    })
    return {
      intent: payment,
      intentId: paymentId,
      changes: [...chargeIntended(stored, account, payment, decision.outcome), ...kept],
    }
  },
  call: chargeCard,
  record: async ({ intent, outcome, now, find, get }) => {
    const read = await paymentWithAccount({ find, get }, intent)
    const { payment } = read
    if (payment.state !== 'pending' || outcome.outcome === 'unknown') return outcomeRead(read, now)
    const recorded = changeCharged({ ...read, payment }, outcome, now)
    const { changes, outbox } = recorded
    return { ...paymentOutcome(recorded.account, recorded.payment, versionAfter(read), now), changes, outbox }
  },
  resume: async ({ intentId, input: { customerId }, now, find, get }) =>
    outcomeRead(
      await paymentWithAccount({ find, get }, { paymentId: PaymentId.parse(intentId), customerId }),
      now,
    ),
})
