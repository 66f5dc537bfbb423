import { changedMembers } from '../audit/changed-members.ts'
import type { Customer } from './customer.ts'

/** What the log of an organisation shows of it; it stands in the log alone (R53). */
export const shown = (customer: Customer) => {
  const { state, partnerId, domain, verification, organizationName, country, language, contactPhone } =
    customer
  const { superAdmin, subscription, trial, servicesOff, transferId } = customer
  const { plan, licences, payPeriod, renewalDate } = subscription
  const { verifiedAt, method } = verification
  return {
    state,
    partnerId,
    domain,
    verification: { verifiedAt, method },
    organizationName,
    country,
    language,
    contactPhone,
    superAdmin,
    subscription: { plan, licences, payPeriod, renewalDate },
    trial,
    servicesOff,
    transferId,
  }
}

/** What a change of an organisation changed, as it was and as it is. */
export const shownChange = (previous: Customer, next: Customer) => {
  const { before, after } = changedMembers(shown(previous), shown(next))
  return { before, after }
}
