import type { DunningReason, Outcome, PaymentProfile } from '../billing/billing.ts'
import {
  accountChanged,
  accountOf,
  dunningScheduled,
  dunningUnscheduled,
  renewalScheduled,
  type StoredAccount,
} from '../billing/changes.ts'
import { pastDue } from '../billing/dunning.ts'
import { isSameCard, withProfile } from '../billing/profile.ts'
import { subscriptionTold } from '../billing/subscription-event-changes.ts'
import { achieved, fallen, type Account } from '../billing/subscription.ts'
import type { Instant } from '../kernel/time.ts'
import type { Stored } from '../table/record.ts'
import { chargeSucceeded, paymentClosed, released, trialEndedBy } from './changes.ts'
import { changedMail, declineMail, fellToFreeMails, pastDueMail, receipt } from './mails.ts'
import { close, type ChargeResult, type Payment, type PaymentIn } from './payment.ts'

/** A pending payment with the account that waits for it, as they were read. */
export interface Pending extends StoredAccount {
  readonly payment: Stored<PaymentIn<'pending'>>
}

const outcomeOf = ({ billing, payment: { paymentId } }: Pending) => {
  if (billing?.pending?.paymentId !== paymentId)
    throw new Error(`Nothing waits for the pending payment ${paymentId}`)
  return billing.pending.outcome
}

/** Records what became of the charge of a purchase or of a change: it takes effect, or nothing has changed (R36, R41, R45). Whoever lost which right meanwhile, it is recorded. */
export const changeCharged = (pending: Pending, result: ChargeResult, at: Instant) => {
  const outcome = outcomeOf(pending)
  const { payment, customer } = pending
  const closed = close(payment, result, at)
  if (closed.state === 'succeeded') {
    const { account, changes } = chargeSucceeded(pending, payment, closed, outcome)
    return {
      account,
      payment: closed,
      changes: [...changes, ...trialEndedBy(pending, account)],
      outbox: [receipt(account, closed), changedMail(account)],
    }
  }
  const account = released(accountOf(pending))
  const { paymentId } = closed
  return {
    account,
    payment: closed,
    changes: [
      ...accountChanged(pending, account, { action: 'subscription.charge-ended', details: { paymentId } }),
      ...paymentClosed(payment, closed),
    ],
    outbox: closed.state === 'declined' ? [declineMail(customer, closed)] : [],
  }
}

/** The subscription on `free`, and the mails about it; what is scheduled of a dunning is not touched (R37). */
export const fellToFree = (previous: StoredAccount, at: Instant) => {
  const account = fallen(accountOf(previous))
  return {
    account,
    changes: [
      ...accountChanged(previous, account, { action: 'subscription.fell-to-free' }),
      ...subscriptionTold(accountOf(previous), account, at),
    ],
    outbox: fellToFreeMails(previous.customer),
  }
}

/** Takes a dunning that has ended off the schedule. */
export const dunningEnded = ({ billing }: StoredAccount, next: Account) =>
  billing?.dunning ? dunningUnscheduled(next) : []

/** The subscription past due for a reason, or on `free` where no partner is left to pay; another card than the one that was tried is tried at once (R45). */
export const wentPastDue = (
  previous: StoredAccount,
  before: Account,
  reason: DunningReason,
  at: Instant,
  tried?: PaymentProfile,
) => {
  const { partnerId } = previous.customer
  if (partnerId === undefined) {
    const fell = fellToFree(previous, at)
    return { ...fell, changes: [...fell.changes, ...dunningEnded(previous, fell.account)] }
  }
  const unpaid = pastDue(before, reason, at)
  const { profile } = unpaid.billing
  const isOther = profile !== undefined && tried !== undefined && !isSameCard(profile, tried)
  const account = isOther ? withProfile(unpaid, profile, at) : unpaid
  return {
    account,
    changes: [
      ...accountChanged(previous, account, { action: 'subscription.went-past-due', details: { reason } }),
      ...dunningScheduled(account),
    ],
    outbox: [pastDueMail(account, partnerId)],
  }
}

const reasonOf = (closed: Payment): DunningReason =>
  closed.state === 'declined' ? closed.reason : 'declined'

/** The decline of a renewal to whose card was tried, where somebody else pays by now and is told that it is past due. */
const declineToFormerPayer = (
  { customer }: Pending,
  closed: Payment,
  { billing, customer: { partnerId } }: Account,
) =>
  closed.state === 'declined' && closed.profile.ownerId !== (billing.profile?.ownerId ?? partnerId)
    ? [declineMail(customer, closed)]
    : []

/** Records what became of the charge of a renewal: the next period is paid from the day of the renewal on, or the subscription is past due (R45). */
export const renewalCharged = (pending: Pending, result: ChargeResult, at: Instant) => {
  const outcome = outcomeOf(pending)
  const { payment } = pending
  const closed = close(payment, result, at)
  if (closed.state === 'succeeded') {
    const { account, changes } = chargeSucceeded(pending, payment, closed, outcome)
    return {
      account,
      payment: closed,
      changes: [...changes, ...dunningEnded(pending, account)],
      outbox: [receipt(account, closed)],
    }
  }
  const { profile } = payment
  const unpaid = wentPastDue(pending, released(accountOf(pending)), reasonOf(closed), at, profile)
  return {
    ...unpaid,
    payment: closed,
    changes: [...unpaid.changes, ...paymentClosed(payment, closed)],
    outbox: [...unpaid.outbox, ...declineToFormerPayer(pending, closed, unpaid.account)],
  }
}

/** Records what became of a charge, whatever it was for; the answer, the event and the job all do (R45). */
export const charged = (pending: Pending, result: ChargeResult, at: Instant) =>
  pending.payment.purpose === 'renewal'
    ? renewalCharged(pending, result, at)
    : changeCharged(pending, result, at)

/** The next period without a payment, as it costs too little to be charged (R45). */
export const renewedUncharged = (previous: StoredAccount, outcome: Outcome, at: Instant) => {
  const account = achieved(accountOf(previous), outcome, at)
  return [
    ...accountChanged(previous, account, { action: 'subscription.renewed' }),
    ...renewalScheduled(account, at),
    ...dunningEnded(previous, account),
  ]
}
