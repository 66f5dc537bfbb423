import type { Instant } from '../kernel/time.ts'
import type { PaymentProfile } from './billing.ts'
import { synchronised, type Account } from './subscription.ts'

/** Whether a new card is tried at once: past due, until the grace ends, unless a try is under way (R45). */
export const isTriedAtOnce = ({ billing: { dunning, pending } }: Account, at: Instant): boolean =>
  dunning !== undefined && !pending && at < dunning.graceEndsAt

/** The account with another card on file, which counts from the next charge; past due that is at once (R43, R45). */
export const withProfile = (account: Account, profile: PaymentProfile, at: Instant): Account => {
  const { customer, billing } = account
  const { dunning } = billing
  const tried = dunning && isTriedAtOnce(account, at) ? { dunning: { ...dunning, nextAttemptAt: at } } : {}
  return synchronised({ customer, billing: { ...billing, profile, ...tried } })
}

/** Whether two profiles are of one card of one payer. */
export const isSameCard = (one: PaymentProfile, other: PaymentProfile): boolean =>
  one.providerCustomer === other.providerCustomer && one.paymentMethod === other.paymentMethod
