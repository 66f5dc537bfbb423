import type { Instant } from '../kernel/time.ts'
import type { ScheduledChange } from './billing.ts'
import { refuseUnsettled, withScheduled } from './change.ts'
import { noScheduledChange, nothingToChange, refuseInFlight, subscriptionFree } from './refusals.ts'
import { purchaseOf, type Account } from './subscription.ts'

/** What a cancellation comes to, and what was scheduled otherwise before. */
export type Cancellation = (
  { readonly effect: 'at-renewal'; readonly scheduled: ScheduledChange } | { readonly effect: 'now-free' }
) & { readonly replaces?: ScheduledChange }

/** Cancels: `free` is scheduled in place of all else; past due it is `free` at once, and the retries stop (R41, R45). */
export const cancellation = (account: Account, at: Instant): Cancellation => {
  const { dunning, scheduled } = account.billing
  refuseInFlight(account.billing)
  if (!purchaseOf(account)) throw subscriptionFree()
  const replaces = scheduled && scheduled.plan !== 'free' ? { replaces: scheduled } : {}
  if (dunning && at < dunning.graceEndsAt) return { effect: 'now-free', ...replaces }
  refuseUnsettled(account, at)
  if (scheduled?.plan === 'free') throw nothingToChange()
  return { effect: 'at-renewal', scheduled: { plan: 'free' }, ...replaces }
}

/** The account without its scheduled change, and what that was (R41). */
export const withdrawal = (
  account: Account,
  at: Instant,
): { readonly withdrawn: ScheduledChange; readonly account: Account } => {
  refuseUnsettled(account, at)
  const { scheduled } = account.billing
  if (!scheduled) throw noScheduledChange()
  return { withdrawn: scheduled, account: withScheduled(account) }
}
