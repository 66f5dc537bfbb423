import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays, toMillis } from '../kernel/time.ts'
import {
  isPaid,
  Licences,
  standing,
  subscriptionNotFree,
  TrialPlan,
  type Subscription,
} from '../subscriptions/plan.ts'

/** How long a trial lasts, and by how much one extension lengthens it, in days of 24 hours (R30, R31). */
export const TRIAL_DAYS = 15
/** The most days a trial lasts from its start, all extensions included (R31). */
export const LONGEST_TRIAL_DAYS = 60
/** How many days before the end its reminders are sent (R35). */
export const REMINDER_OFFSETS = [7, 3, 1] as const

const DAY = 86_400_000

/** The plan and licences of a trial. */
export const TrialOrder = z.strictObject({ plan: TrialPlan, licences: Licences }).meta({ id: 'TrialOrder' })
export type TrialOrder = z.infer<typeof TrialOrder>

/** Why a trial ended before its time: another trial of the domain counts, or a paid plan was bought (R30, R36). */
export const TrialEndReason = z.enum(['used-before', 'purchased'])
export type TrialEndReason = z.infer<typeof TrialEndReason>

/**
 * A trial runs in `[startsAt, endsAt)`; `endRecordedAt` is when its end was recorded; after that it cannot be extended (R34).
 * With an `endReason` it ended at `endRecordedAt`, before its time.
 */
export const Trial = z.object({
  plan: TrialPlan,
  licences: Licences,
  startsAt: Instant,
  endsAt: Instant,
  endRecordedAt: Instant.optional(),
  endReason: TrialEndReason.optional(),
})
export type Trial = z.infer<typeof Trial>

/** What is granted and what is left of a trial (R33). */
export const TrialBudget = z
  .strictObject({
    plan: TrialPlan,
    licences: Licences,
    state: z.enum(['running', 'ended']),
    startsAt: Instant,
    endsAt: Instant,
    endReason: TrialEndReason.optional(),
    grantedDays: z.int(),
    extensionsLeft: z.int(),
    latestEndsAt: Instant,
  })
  .meta({ id: 'TrialBudget' })
export type TrialBudget = z.infer<typeof TrialBudget>

export const trialNotRunning = /* @__PURE__ */ problem(
  'trial-not-running',
  {
    kind: 'conflict',
    title: 'No trial is running',
    advice: 'Only a running trial can be extended; choose a paid plan instead.',
  },
  { endedAt: Instant.optional() },
)
export const trialExtensionsExhausted = /* @__PURE__ */ problem(
  'trial-extensions-exhausted',
  {
    kind: 'conflict',
    title: 'The trial cannot be extended further',
    advice: 'A trial lasts 60 days at most; choose a paid plan.',
  },
  { endsAt: Instant, latestEndsAt: Instant },
)
export const trialAlreadyUsed = /* @__PURE__ */ problem('trial-already-used', {
  kind: 'conflict',
  title: 'A trial was already taken for this domain',
  advice: 'Each domain is tried once; start on the free plan or choose a paid one.',
})

/** Whether a paid plan is bought, or a charge for it is under way. */
const isTaken = (subscription: Subscription): boolean =>
  isPaid(subscription) || subscription.paymentPending === true

/** Starts the one trial of a customer now, whether or not the domain is verified, but not beside a paid subscription (R30, R37). */
export const start = (
  { plan, licences }: TrialOrder,
  at: Instant,
  customer?: { readonly subscription: Subscription; readonly trial?: Trial | undefined },
): Trial => {
  if (customer && isTaken(standing(customer.subscription, at))) throw subscriptionNotFree()
  if (customer?.trial) throw trialAlreadyUsed()
  return { plan, licences, startsAt: at, endsAt: plusDays(at, TRIAL_DAYS) }
}

/** Whether the instant lies in `[startsAt, endsAt)`; false as soon as the end is recorded, even for a clock that lags (R34). */
export const isRunning = ({ startsAt, endsAt, endRecordedAt }: Trial, at: Instant): boolean =>
  endRecordedAt === undefined && at >= startsAt && at < endsAt

/** When the trial ends or has ended. */
export const endOf = ({ endsAt, endRecordedAt, endReason }: Trial): Instant =>
  endReason && endRecordedAt ? endRecordedAt : endsAt

/** The last instant that extensions can reach. */
export const latestEnd = ({ startsAt }: Trial): Instant => plusDays(startsAt, LONGEST_TRIAL_DAYS)

/** Extends a running trial by 15 days, counted from its current end; the whole trial never exceeds 60 days (R31, R32). */
export const extend = (trial: Trial | undefined, at: Instant): Trial => {
  if (trial === undefined) throw trialNotRunning({})
  if (!isRunning(trial, at)) throw trialNotRunning({ endedAt: endOf(trial) })
  const endsAt = plusDays(trial.endsAt, TRIAL_DAYS)
  if (endsAt > latestEnd(trial))
    throw trialExtensionsExhausted({ endsAt: trial.endsAt, latestEndsAt: latestEnd(trial) })
  return { ...trial, endsAt }
}

/** What is granted and left of the trial at an instant (R33). */
export const budget = (trial: Trial, at: Instant): TrialBudget => {
  const grantedDays = (toMillis(trial.endsAt) - toMillis(trial.startsAt)) / DAY
  return {
    plan: trial.plan,
    licences: trial.licences,
    state: isRunning(trial, at) ? 'running' : 'ended',
    startsAt: trial.startsAt,
    endsAt: endOf(trial),
    ...(trial.endReason ? { endReason: trial.endReason } : {}),
    grantedDays,
    extensionsLeft: isRunning(trial, at) ? Math.floor((LONGEST_TRIAL_DAYS - grantedDays) / TRIAL_DAYS) : 0,
    latestEndsAt: latestEnd(trial),
  }
}

/** Whether the trial has ended and its end is not yet recorded. */
export const isEndUnrecorded = (trial: Trial | undefined, at: Instant): trial is Trial =>
  trial !== undefined && at >= trial.endsAt && trial.endRecordedAt === undefined

/** Records the end (R34). */
export const recordEnd = (trial: Trial, at: Instant): Trial => ({ ...trial, endRecordedAt: at })

/** Ends a running trial before its time (R30, R36). */
export const endEarly = (trial: Trial, endReason: TrialEndReason, at: Instant): Trial => ({
  ...recordEnd(trial, at),
  endReason,
})

/** A reminder and the instant it is due. */
export interface Reminder {
  readonly daysLeft: number
  readonly dueAt: Instant
}

/** The first reminder still to come after an instant; `undefined` when all have passed. */
export const nextReminder = ({ endsAt }: Trial, after: Instant): Reminder | undefined =>
  REMINDER_OFFSETS.map((daysLeft) => ({ daysLeft, dueAt: plusDays(endsAt, -daysLeft) })).find(
    ({ dueAt }) => dueAt > after,
  )

/** The latest reminder that has come due by an instant, so that a jump of the clock sends only one; none once the trial has ended (R35). */
export const dueReminder = (trial: Trial, at: Instant): Reminder | undefined =>
  isRunning(trial, at)
    ? REMINDER_OFFSETS.map((daysLeft) => ({ daysLeft, dueAt: plusDays(trial.endsAt, -daysLeft) })).findLast(
        ({ dueAt }) => dueAt <= at,
      )
    : undefined
