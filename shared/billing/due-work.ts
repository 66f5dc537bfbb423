import type { Terms } from '../commission/terms.ts'
import type { PartnerId } from '../kernel/id.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import { isPaid } from '../subscriptions/plan.ts'
import type { DunningReason, PaymentProfile } from './billing.ts'
import { MOST_CHARGE } from './charge.ts'
import { startOfDate } from './period.ts'
import { renewalOf, type Pricing, type Renewal } from './renewal.ts'
import type { Account } from './subscription.ts'

/** How many days before a yearly renewal its payer is told (R45). */
export const NOTICE_DAYS = 7

/** Nothing is to be done: not any more, not while the outcome of a charge is unknown, or not before another instant. */
export type Idle =
  { readonly act: 'finish' } | { readonly act: 'wait' } | { readonly act: 'move'; readonly dueAt: Instant }

/** The subscription falls to `free` (R37). */
export interface Fall {
  readonly act: 'fall'
}

/** How a renewal that is due is paid: by a charge, without one, or not at all. */
export type Payable =
  | Fall
  | { readonly act: 'renew'; readonly renewal: Renewal }
  | { readonly act: 'past-due'; readonly reason: DunningReason }
  | {
      readonly act: 'charge'
      readonly renewal: Renewal
      readonly partnerId: PartnerId
      readonly profile: PaymentProfile
      /** The terms that it was priced by. */
      readonly terms: Terms
    }

/** What is due is priced by the terms, on the card on file. */
type DuePricing = Omit<Pricing, 'cardType'>

const FINISH = { act: 'finish' } as const

/** Whether nothing can be due, or what is due must wait; a customer that was removed has nothing. */
const idle = ({ customer: { state, subscription }, billing }: Account): Idle | undefined => {
  if (state !== 'live' || !isPaid(subscription)) return FINISH
  return billing.pending || billing.ending ? { act: 'wait' } : undefined
}

/** The card on file, which is charged for its owner alone: the organisation, or its present partner (R43). */
const cardOf = ({ customer: { customerId, partnerId }, billing: { profile } }: Account) =>
  profile && [customerId, partnerId].includes(profile.ownerId) ? profile : undefined

const renewalAt = (account: Account, pricing: DuePricing): Renewal | undefined =>
  renewalOf(account, { ...pricing, cardType: cardOf(account)?.cardType })

/** How the next renewal is paid; without a partner, or cancelled, the subscription falls (R41, R45). */
const payable = (account: Account, pricing: DuePricing): Payable => {
  const { partnerId } = account.customer
  const profile = cardOf(account)
  const renewal = renewalAt(account, pricing)
  if (!renewal || partnerId === undefined) return { act: 'fall' }
  if (renewal.charge === 0) return { act: 'renew', renewal }
  if (!profile) return { act: 'past-due', reason: 'no-profile' }
  if (renewal.charge > MOST_CHARGE) return { act: 'past-due', reason: 'declined' }
  return { act: 'charge', renewal, partnerId, profile, terms: pricing.terms }
}

/** What a renewal that is due comes to: only the period that is due is paid, whatever the clock says (R41, R45). */
export const dueRenewal = (account: Account, pricing: DuePricing, at: Instant): Idle | Payable => {
  const { renewalDate } = account.customer.subscription
  const nothing = idle(account)
  if (nothing) return nothing
  if (account.billing.dunning || renewalDate === undefined) return FINISH
  const dueAt = startOfDate(renewalDate)
  return at < dueAt ? { act: 'move', dueAt } : payable(account, pricing)
}

/** What a retry that is due comes to; none is left once the grace has ended (R45). */
export const dueRetry = (account: Account, pricing: DuePricing, at: Instant): Idle | Payable => {
  const { dunning } = account.billing
  const nothing = idle(account)
  if (nothing) return nothing
  if (!dunning || at >= dunning.graceEndsAt) return FINISH
  const found = payable(account, pricing)
  const isKnown = found.act === 'past-due' && found.reason === 'no-profile' && dunning.reason === found.reason
  return isKnown ? FINISH : found
}

/** What the end of a grace comes to; without a partner it ends at once (R45). */
export const dueGraceEnd = ({ customer, billing }: Account, at: Instant): Idle | Fall => {
  const { dunning } = billing
  const nothing = idle({ customer, billing })
  if (nothing) return nothing
  if (!dunning) return FINISH
  const isOver = at >= dunning.graceEndsAt || customer.partnerId === undefined
  return isOver ? { act: 'fall' } : { act: 'move', dueAt: dunning.graceEndsAt }
}

/** The renewal that is announced to its payer. */
export interface Announcement {
  readonly act: 'announce'
  readonly renewal: Renewal
  readonly partnerId: PartnerId
}

/** What the announcement of a renewal comes to: none where the subscription falls, is paid by the month, or has been renewed (R45). */
export const dueNotice = (account: Account, pricing: DuePricing, at: Instant): Idle | Announcement => {
  const { subscription, partnerId } = account.customer
  const { renewalDate, payPeriod } = subscription
  if (renewalDate === undefined || payPeriod !== 'yearly' || at >= startOfDate(renewalDate)) return FINISH
  const nothing = idle(account)
  if (nothing) return nothing
  const renewal = renewalAt(account, pricing)
  if (!renewal || partnerId === undefined) return FINISH
  const dueAt = plusDays(startOfDate(renewalDate), -NOTICE_DAYS)
  return at < dueAt ? { act: 'move', dueAt } : { act: 'announce', renewal, partnerId }
}
