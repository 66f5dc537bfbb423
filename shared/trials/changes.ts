import type { CustomerId } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Instant } from '../kernel/time.ts'
import type { Change } from '../table/record.ts'
import { domainTrialRecord, trialEndDueRecord, trialReminderDueRecord } from './records.ts'
import { nextReminder, trialAlreadyUsed, type Trial } from './trial.ts'

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

interface OfDomain {
  readonly registrableDomain: string
}

/** Checks in the commit that no trial of the domain counts yet (R30). */
export const trialUnused = (of: OfDomain): Change<'domainTrial'> =>
  domainTrialRecord.check(of, { absent: true }, trialAlreadyUsed())

/** Counts the trial of a verified customer as the only one of its domain; without a refusal it is decided again where another was counted first (R30). */
export const trialCounted = (
  { registrableDomain, customerId }: OfDomain & { readonly customerId: CustomerId },
  countedAt: Instant,
  refusal?: Problem,
): Change<'domainTrial'> => domainTrialRecord.putNew({ registrableDomain, customerId, countedAt }, refusal)
