import { plusDays, type Instant } from '../kernel/time.ts'
import type { Dunning, DunningReason } from './billing.ts'
import { startOfDate } from './period.ts'
import { synchronised, type Account } from './subscription.ts'

/** On which days after the renewal a card is tried again (R45). */
export const RETRY_DAYS = [1, 3, 5, 7] as const
/** How many days a renewal may stay unpaid (R45). */
export const GRACE_DAYS = 15

/** The first retry after an instant, if one is left; after a jump of the clock those that were missed are not made up for. */
const nextRetry = (renewalDate: string, after: Instant): Instant | undefined =>
  RETRY_DAYS.map((days) => plusDays(startOfDate(renewalDate), days)).find((at) => at > after)

/** The account past due: it keeps its plan until the grace ends; a card that was tried is tried again, unless it is off file meanwhile (R45). */
export const pastDue = (
  { customer, billing: { pending: _ended, ...billing } }: Account,
  reason: DunningReason,
  at: Instant,
): Account => {
  const { renewalDate } = customer.subscription
  if (renewalDate === undefined) throw new Error(`${customer.customerId} has nothing to renew`)
  const hasCard = reason !== 'no-profile' && billing.profile !== undefined
  const next = hasCard ? nextRetry(renewalDate, at) : undefined
  const dunning: Dunning = {
    reason: hasCard ? reason : 'no-profile',
    attempts: (billing.dunning?.attempts ?? 0) + (reason === 'no-profile' ? 0 : 1),
    ...(next ? { nextAttemptAt: next } : {}),
    graceEndsAt: billing.dunning?.graceEndsAt ?? plusDays(startOfDate(renewalDate), GRACE_DAYS),
  }
  return synchronised({ customer, billing: { ...billing, dunning } })
}
