import { customerChanged } from '../../shared/customers/changes.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { bothSides } from '../../shared/customers/recipients.ts'
import { sweepCustomers } from './sweep-customers.ts'
import type { Job } from '../edge/job.ts'
import type { Swept } from './sweep.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { trialEndDueRecord, trialReminderDueRecord } from '../../shared/trials/records.ts'
import {
  dueReminder,
  isEndUnrecorded,
  isRunning,
  nextReminder,
  recordEnd,
} from '../../shared/trials/trial.ts'

/** Records the trials that have ended and mails both sides, each exactly once however often it runs (R34). */
export const recordTrialEnds = (job: Job): Promise<Swept> =>
  sweepCustomers(job, trialEndDueRecord, async (due, customer, partner) => {
    const finished = trialEndDueRecord.remove(due, { equals: { dueAt: due.dueAt } })
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
      bothSides(customer, partner).map((side) =>
        mail('trial-ended', side, { organizationName, domain, plan, endedAt: endsAt }),
      ),
    )
  })

/** Sends the reminders of running trials 7, 3 and 1 days before the end, each once; after a jump only the latest (R35). */
export const remindOfTrialEnds = (job: Job): Promise<Swept> =>
  sweepCustomers(job, trialReminderDueRecord, async (due, customer, partner) => {
    const trial = customer?.state === 'live' ? customer.trial : undefined
    const reminder = trial && dueReminder(trial, job.now)
    const next = trial && nextReminder(trial, job.now)
    const asFound = { equals: { dueAt: due.dueAt } }
    const moved = next
      ? trialReminderDueRecord.put({ id: due.id, dueAt: next.dueAt }, asFound)
      : trialReminderDueRecord.remove(due, asFound)
    if (!customer || !trial || !reminder || reminder.dueAt < due.dueAt) {
      await job.commit([moved])
      return false
    }
    const { organizationName, domain } = customer
    const { plan, endsAt } = trial
    const { daysLeft } = reminder
    return job.commit(
      [moved, customerRecord.unchanged(customer)],
      bothSides(customer, partner).map((side) =>
        mail('trial-ends-soon', side, { organizationName, domain, plan, endsAt, daysLeft }),
      ),
    )
  })
