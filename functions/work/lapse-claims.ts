import { claimLapsesAt, isMereClaim, lapse } from '../../shared/customers/claim.ts'
import { claimLapseDueRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { customerRemoved } from '../../shared/customers/removal.ts'
import { mail } from '../../shared/notifications/mail.ts'
import type { Job } from '../edge/job.ts'
import { sweepCustomers } from './sweep-customers.ts'
import type { Swept } from './sweep.ts'

/** Removes the customers whose claim has lapsed, and mails all recipients, once for each customer (R16). */
export const lapseClaims = (job: Job): Promise<Swept> =>
  sweepCustomers(job, claimLapseDueRecord, async (due, customer, partner) => {
    const lapsed = customer && lapse(customer, job.now)
    if (!lapsed) {
      const isStillClaimed = customer && isMereClaim(customer)
      await job.commit([
        isStillClaimed
          ? claimLapseDueRecord.move(due, claimLapsesAt(customer))
          : claimLapseDueRecord.finish(due),
      ])
      return false
    }
    const { organizationName, domain } = lapsed
    return job.commit(
      customerRemoved(customer, lapsed, { action: 'customer.lapsed', details: { domain }, at: job.now }),
      recipientsOf(customer, partner).map((recipient) =>
        mail('claim-lapsed', recipient, { organizationName, domain }),
      ),
    )
  })
