import type { CustomerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import type { Change } from '../table/record.ts'
import { trialEndDueRecord, trialReminderDueRecord } from './records.ts'
import { nextReminder, type Trial } from './trial.ts'

/** Puts the end of a trial and its next reminder on the schedule; replaces earlier ones (R34, R35). */
export const trialScheduled = (
  id: CustomerId,
  trial: Trial,
  now: Instant,
): Change<'trialEndDue' | 'trialReminderDue'>[] => {
  const reminder = nextReminder(trial, now)
  return [
    trialEndDueRecord.put({ id, dueAt: trial.endsAt }),
    ...(reminder ? [trialReminderDueRecord.put({ id, dueAt: reminder.dueAt })] : []),
  ]
}

/** Takes the end of a trial and its next reminder off the schedule. */
export const trialUnscheduled = (id: CustomerId): Change<'trialEndDue' | 'trialReminderDue'>[] => [
  trialEndDueRecord.remove({ id }),
  trialReminderDueRecord.remove({ id }),
]
