import { customerChanged } from '../../shared/customers/changes.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialEndDueRecord, trialReminderDueRecord } from '../../shared/trials/records.ts'
import { isEndUnrecorded, isRunning, recordEnd } from '../../shared/trials/trial.ts'
import type { Job } from '../edge/job.ts'
import { sweepCustomers } from './sweep-customers.ts'
import type { Swept } from './sweep.ts'

/** Records the trials that have ended and mails all recipients, once for each trial however often it runs (R34). */
export const endTrials = (job: Job): Promise<Swept> =>
  sweepCustomers(job, trialEndDueRecord, async (due, customer, partner) => {
    const finished = trialEndDueRecord.finish(due)
    const trial = customer?.state === 'live' ? customer.trial : undefined
    if (!customer || !trial || !isEndUnrecorded(trial, job.now)) {
      if (!trial || !isRunning(trial, job.now)) await job.commit([finished])
      return false
    }
    const { organizationName, domain, customerId } = customer
    const { plan, endsAt } = trial
    return job.commit(
      [
        ...customerChanged(
          customer,
          { ...customer, trial: recordEnd(trial, job.now) },
          { action: 'trial.ended', details: { endsAt } },
        ),
        finished,
        trialReminderDueRecord.remove({ id: customerId }),
      ],
      recipientsOf(customer, partner).map((recipient) =>
        mail('trial-ended', recipient, { organizationName, domain, plan, endedAt: endsAt }),
      ),
    )
  })
