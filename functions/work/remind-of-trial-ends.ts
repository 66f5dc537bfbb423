import { customerRecord } from '../../shared/customers/records.ts'
import { recipientsOf } from '../../shared/customers/recipients.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialReminderDueRecord } from '../../shared/trials/records.ts'
import { dueReminder, nextReminder } from '../../shared/trials/trial.ts'
import type { Job } from '../edge/job.ts'
import { sweepCustomers } from './sweep-customers.ts'
import type { Swept } from './sweep.ts'

/** Mails the reminders of running trials to all recipients 7, 3 and 1 days before the end, each once; if several were missed, only the latest (R35). */
export const remindOfTrialEnds = (job: Job): Promise<Swept> =>
  sweepCustomers(job, trialReminderDueRecord, async (due, customer, partner) => {
    const trial = customer?.state === 'live' ? customer.trial : undefined
    const reminder = trial && dueReminder(trial, job.now)
    const next = trial && nextReminder(trial, job.now)
    const scheduled = next ? trialReminderDueRecord.move(due, next.dueAt) : trialReminderDueRecord.finish(due)
    if (!customer || !trial || !reminder || reminder.dueAt < due.dueAt) {
      await job.commit([scheduled])
      return false
    }
    const { organizationName, domain } = customer
    const { plan, endsAt } = trial
    const { daysLeft } = reminder
    return job.commit(
      [scheduled, customerRecord.unchanged(customer)],
      recipientsOf(customer, partner).map((recipient) =>
        mail('trial-ends-soon', recipient, { organizationName, domain, plan, endsAt, daysLeft }),
      ),
    )
  })
