import { claimLapsesAt, isToBeWarned } from '../../shared/customers/claim.ts'
import { claimWarningDueRecord, customerRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import type { Job } from '../edge/job.ts'
import { sweepCustomers } from './sweep-customers.ts'
import type { Swept } from './sweep.ts'

/** Warns all recipients once, 7 days before a claim lapses; never after the claim has lapsed (R16). */
export const warnOfClaimLapses = (job: Job): Promise<Swept> =>
  sweepCustomers(job, claimWarningDueRecord, async (due, customer, partner) => {
    const finished = claimWarningDueRecord.finish(due)
    if (!customer || !isToBeWarned(customer, job.now)) {
      await job.commit([finished])
      return false
    }
    const { organizationName, domain } = customer
    const lapsesAt = claimLapsesAt(customer)
    return job.commit(
      [finished, customerRecord.unchanged(customer)],
      recipientsOf(customer, partner).map((recipient) =>
        mail('claim-lapses-soon', recipient, { organizationName, domain, lapsesAt }),
      ),
    )
  })
