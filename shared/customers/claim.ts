import { plusDays, type Instant } from '../kernel/time.ts'
import { isVerified, type Customer } from './customer.ts'

/** Days within which a claimed domain is to be verified (R16). */
export const CLAIM_DAYS = 30
/** How many days before its claim lapses a customer is warned (R16). */
export const CLAIM_WARNING_DAYS = 7

/** When a customer's claim to its domain lapses unless the domain is verified by then (R16). */
export const claimLapsesAt = ({ createdAt }: Pick<Customer, 'createdAt'>): Instant =>
  plusDays(createdAt, CLAIM_DAYS)

/** When the warning before the lapse is due (R16). */
export const claimWarningAt = (customer: Pick<Customer, 'createdAt'>): Instant =>
  plusDays(claimLapsesAt(customer), -CLAIM_WARNING_DAYS)

/** Whether a customer only claims its domain: it was never verified and never charged; a running trial proves nothing and changes nothing (R16). */
export const isMereClaim = (customer: Customer): boolean =>
  customer.state === 'live' && !isVerified(customer) && customer.subscription.plan === 'free'

/** Whether to warn at an instant: from 7 days before a mere claim lapses until it does (R16). */
export const isToBeWarned = (customer: Customer, at: Instant): boolean =>
  isMereClaim(customer) && at >= claimWarningAt(customer) && at < claimLapsesAt(customer)

/** Ends a mere claim from its 30th day on; `undefined` if there is none or it has days left (R16). */
export const lapse = (customer: Customer, at: Instant): Customer | undefined =>
  isMereClaim(customer) && at >= claimLapsesAt(customer) ? { ...customer, state: 'removed' } : undefined
