import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMillis, Instant, plusDays, plusMillis, toMillis } from '../../shared/kernel/time.ts'
import { freeSubscription, Plan, subscriptionNotFree } from '../../shared/subscriptions/plan.ts'
import { refusal } from '../support/describe/refusal.ts'
import {
  budget,
  dueReminder,
  extend,
  isEndUnrecorded,
  isRunning,
  latestEnd,
  nextReminder,
  recordEnd,
  start,
  trialAlreadyUsed,
  TrialOrder,
  type Trial,
} from '../../shared/trials/trial.ts'

const AT = Instant.parse('2026-03-01T09:30:00.000Z')
const order = { plan: 'standard', licences: 10 } as const
const trial = start(order, AT)

const extended = (times: number): Trial =>
  Array.from({ length: times }).reduce<Trial>((one) => extend(one, AT), trial)

describe('a trial', () => {
  it('R30 lasts 15 days of 24 hours from when it is asked for', () => {
    expect(toMillis(trial.endsAt) - toMillis(AT)).toBe(15 * 24 * 3_600_000)
  })

  it('R30 is taken once by a customer, running or ended', () => {
    for (const earlier of [trial, recordEnd(trial, trial.endsAt)])
      expect(refusal(() => start(order, AT, { subscription: freeSubscription, trial: earlier }))).toBe(
        trialAlreadyUsed,
      )
  })

  it('R42 is of a plan that the price book lets try, and of no other', () =>
    expect(Plan.options.filter((plan) => TrialOrder.safeParse({ plan, licences: 1 }).success)).toEqual([
      'standard',
      'mail-premium',
      'professional',
    ]))

  it.each([undefined, trial])('R37 is not started on a paid subscription, whatever was tried', (earlier) => {
    const subscription = { ...freeSubscription, plan: 'mail-lite' } as const
    expect(refusal(() => start(order, AT, { subscription, trial: earlier }))).toBe(subscriptionNotFree)
  })

  it.each([
    ['before its start', plusMillis(AT, -1), false],
    ['at its start', AT, true],
    ['1 ms before its end', plusMillis(trial.endsAt, -1), true],
    ['at its end', trial.endsAt, false],
    ['1 ms after its end', plusMillis(trial.endsAt, 1), false],
  ])('R34 is running in a half-open interval: %s', (_when, at, running) => {
    expect(isRunning(trial, at)).toBe(running)
    expect(budget(trial, at).state).toBe(running ? 'running' : 'ended')
  })

  it.each([
    [0, 15, 3],
    [1, 30, 2],
    [2, 45, 1],
    [3, 60, 0],
  ])(
    'R33 after %i extensions has %i days granted and %i extensions left',
    (times, grantedDays, extensionsLeft) => {
      expect(budget(extended(times), AT)).toMatchObject({
        grantedDays,
        extensionsLeft,
        latestEndsAt: plusDays(AT, 60),
      })
    },
  )

  it('R31 is extended three times at most, even all on day one', () => {
    expect(extended(3).endsAt).toBe(latestEnd(trial))
    expect(() => extend(extended(3), AT)).toThrow('trial-extensions-exhausted')
  })

  it('R32 is extended only while it runs, counted from its present end', () => {
    const lastMoment = plusMillis(trial.endsAt, -1)
    expect(extend(trial, lastMoment).endsAt).toBe(plusDays(trial.endsAt, 15))
    expect(() => extend(trial, trial.endsAt)).toThrow('trial-not-running')
    expect(() => extend(undefined, AT)).toThrow('trial-not-running')
  })

  it('R31 never exceeds 60 days in steps of 15, whenever it is extended', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70 * 86_400_000 }), { maxLength: 12 }), (instants) => {
        let current = trial
        for (const at of instants
          .sort((one, other) => one - other)
          .map((ms) => fromMillis(toMillis(AT) + ms))) {
          try {
            current = extend(current, at)
          } catch (refusal) {
            expect(String(refusal)).toMatch(/trial-(not-running|extensions-exhausted)/)
          }
        }
        const days = (toMillis(current.endsAt) - toMillis(current.startsAt)) / 86_400_000
        expect([15, 30, 45, 60]).toContain(days)
      }),
    )
  })

  it('R34 has its end recorded once', () => {
    expect(isEndUnrecorded(trial, plusMillis(trial.endsAt, -1))).toBe(false)
    expect(isEndUnrecorded(trial, trial.endsAt)).toBe(true)
    expect(isEndUnrecorded(recordEnd(trial, trial.endsAt), plusDays(trial.endsAt, 9))).toBe(false)
    expect(isEndUnrecorded(undefined, AT)).toBe(false)
  })
})

describe('R35 reminders', () => {
  it('come 7, 3 and 1 days before the end', () => {
    const dueAt = (daysLeft: number) => plusDays(trial.endsAt, -daysLeft)
    expect(nextReminder(trial, AT)).toEqual({ daysLeft: 7, dueAt: dueAt(7) })
    expect(nextReminder(trial, dueAt(7))).toEqual({ daysLeft: 3, dueAt: dueAt(3) })
    expect(nextReminder(trial, dueAt(3))).toEqual({ daysLeft: 1, dueAt: dueAt(1) })
    expect(nextReminder(trial, dueAt(1))).toBeUndefined()
  })

  it.each([
    [plusMillis(plusDays(trial.endsAt, -7), -1), undefined],
    [plusDays(trial.endsAt, -7), 7],
    [plusDays(trial.endsAt, -2), 3],
    [plusMillis(trial.endsAt, -1), 1],
    [trial.endsAt, undefined],
  ])('at %s the latest one missed is %s, and none after the end', (at, daysLeft) => {
    expect(dueReminder(trial, at)?.daysLeft).toBe(daysLeft)
  })
})

describe('the end of a trial', () => {
  it.each([-1, 0, 1])('R34 at %d ms of the end: running before it only', (ms) => {
    expect(isRunning(trial, plusMillis(trial.endsAt, ms))).toBe(ms < 0)
  })

  it('R34 stays ended for a function whose clock lags behind the one that recorded it', () => {
    const ended = recordEnd(trial, plusMillis(trial.endsAt, 1))
    const lagging = plusMillis(trial.endsAt, -1)
    expect(isRunning(ended, lagging)).toBe(false)
    expect(refusal(() => extend(ended, lagging)).code).toBe('trial-not-running')
  })
})
