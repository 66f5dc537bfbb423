import * as z from 'zod'
import { verified, type VerificationMethod } from '../domains/verification.ts'
import { problem } from '../kernel/problem.ts'
import { plusDays, type Instant } from '../kernel/time.ts'
import { endEarly, isRunning } from '../trials/trial.ts'
import { isMapped, isVerified, type Customer, type MappedCustomer } from './customer.ts'

/** Days within which a claimed domain is to be verified (R16). */
export const CLAIM_DAYS = 30
/** How many days before its claim lapses a customer is warned (R16). */
export const CLAIM_WARNING_DAYS = 7
/** The most customers with an unverified domain that a partner has at once (R18). */
export const MOST_UNVERIFIED = 50

/** The kinds of item that are deleted with a customer that was never verified. */
export const goneWithCustomer = [
  'customerRow',
  'domainClaim',
  'trialEndDue',
  'trialReminderDue',
  'claimWarningDue',
  'claimLapseDue',
  'organizationMembership',
  'administrator',
] as const

export const domainAlreadyClaimed = /* @__PURE__ */ problem('domain-already-claimed', {
  kind: 'conflict',
  title: 'You have added this domain already',
  advice: 'Verify the customer that has it, or remove that customer first.',
})
export const unverifiedCustomersExhausted = /* @__PURE__ */ problem(
  'unverified-customers-exhausted',
  {
    kind: 'conflict',
    title: 'Too many of your customers are not verified',
    advice: 'Verify or remove some of them before you add another.',
  },
  { mostUnverified: /* @__PURE__ */ z.int() },
)

/** When a customer's claim to its domain lapses unless the domain is verified by then (R16). */
export const claimLapsesAt = ({ createdAt }: Pick<Customer, 'createdAt'>): Instant =>
  plusDays(createdAt, CLAIM_DAYS)

/** When the warning before the lapse is due (R16). */
export const claimWarningAt = (customer: Pick<Customer, 'createdAt'>): Instant =>
  plusDays(claimLapsesAt(customer), -CLAIM_WARNING_DAYS)

/** Whether a customer only claims its domain: it was never verified and never charged; a running trial proves nothing and changes nothing (R16). */
export const isMereClaim = (customer: Customer): boolean =>
  customer.state === 'live' && !isVerified(customer) && !customer.subscription.everCharged

/** Whether to warn at an instant: from 7 days before a mere claim lapses until it does (R16). */
export const isToBeWarned = (customer: Customer, at: Instant): boolean =>
  isMereClaim(customer) && at >= claimWarningAt(customer) && at < claimLapsesAt(customer)

/** The customer with its domain proven by a method; its running trial ends where another trial of the domain counts (R21, R30). */
export const prove = (
  customer: Customer,
  method: VerificationMethod,
  isTrialUsed: boolean,
  at: Instant,
): Customer => {
  const { verification, trial } = customer
  const proven = { ...customer, verification: verified(verification, method, at) }
  return isTrialUsed && trial && isRunning(trial, at)
    ? { ...proven, trial: endEarly(trial, 'used-before', at) }
    : proven
}

/** Ends the claim of a customer whose mapping ends, or whose domain another customer has verified; `undefined` where there is none any more (R11, R16). */
export const end = (customer: Customer): MappedCustomer | undefined =>
  customer.state === 'live' && isMapped(customer) && !isVerified(customer)
    ? { ...customer, state: 'removed' }
    : undefined

/** Ends a mere claim from its 30th day on; `undefined` if there is none or it has days left (R16). */
export const lapse = (customer: Customer, at: Instant): MappedCustomer | undefined =>
  isMapped(customer) && isMereClaim(customer) && at >= claimLapsesAt(customer)
    ? { ...customer, state: 'removed' }
    : undefined
