import type { Job } from '../edge/job.ts'
import type { Swept } from './sweep.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { claimLapsesAt, isMereClaim, isToBeWarned, lapse } from '../../shared/customers/claim.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import { claimLapseDueRecord, claimWarningDueRecord, customerRecord } from '../../shared/customers/records.ts'
import { bothSides } from '../../shared/customers/recipients.ts'
import { sweepCustomers } from './sweep-customers.ts'

/** Warns both sides, once, 7 days before a claim lapses; after a jump of the clock past the lapse there is no warning (R16). */
export const warnOfClaimLapses = (job: Job): Promise<Swept> =>
  sweepCustomers(job, claimWarningDueRecord, async (due, customer, partner) => {
    const finished = claimWarningDueRecord.remove(due, { equals: { dueAt: due.dueAt } })
    if (!customer || !isToBeWarned(customer, job.now)) {
      await job.commit([finished])
      return false
    }
    const { organizationName, domain } = customer
    const lapsesAt = claimLapsesAt(customer)
    return job.commit(
      [finished, customerRecord.unchanged(customer)],
      bothSides(customer, partner).map((side) =>
        mail('claim-lapses-soon', side, { organizationName, domain, lapsesAt }),
      ),
    )
  })

/** Removes the customers whose claim has lapsed, which frees their domains, and mails both sides, each exactly once (R16). */
export const recordClaimLapses = (job: Job): Promise<Swept> =>
  sweepCustomers(job, claimLapseDueRecord, async (due, customer, partner) => {
    const asFound = { equals: { dueAt: due.dueAt } }
    const lapsed = customer && lapse(customer, job.now)
    if (!lapsed) {
      const stillClaimed = customer && isMereClaim(customer)
      await job.commit([
        stillClaimed
          ? claimLapseDueRecord.put({ id: due.id, dueAt: claimLapsesAt(customer) }, asFound)
          : claimLapseDueRecord.remove(due, asFound),
      ])
      return false
    }
    const { organizationName, domain } = lapsed
    return job.commit(
      customerRemoved(customer, lapsed, { action: 'customer.lapsed', details: { domain } }),
      bothSides(customer, partner).map((side) => mail('claim-lapsed', side, { organizationName, domain })),
    )
  })
