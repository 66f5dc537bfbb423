import { describe, expect, it } from 'vitest'
import type { DunningReason } from '../../shared/billing/billing.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import { subscriptionState, type Account } from '../../shared/billing/subscription.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { bought, by, free, having, RC } from './accounts.ts'

const renewing = (date: string) => having(bought({ plan: 'standard' }, by(date)), { profile: RC })
const active = renewing('2027-01-15')
const R = startOfDate('2028-01-15')
const day = (days: number, millis = 0): Instant => plusMillis(plusDays(R, days), millis)

const dunningOf = (account: Account) => {
  const { dunning } = account.billing
  if (!dunning) throw new Error('It is not past due')
  return dunning
}

describe('a renewal that is not paid', () => {
  it.each<[Instant, number | undefined]>([
    [day(0), 1],
    [day(1, -1), 1],
    [day(1), 3],
    [day(2), 3],
    [day(3), 5],
    [day(6, 3_600_000), 7],
    [day(7, -1), 7],
    [day(7), undefined],
    [day(15), undefined],
    [day(400), undefined],
  ])(
    'R45 declined at %s is tried again on day %s, at midnight, and those missed are not made up for',
    (at, on) => {
      const dunning = dunningOf(pastDue(active, 'declined', at))
      expect(dunning.nextAttemptAt).toBe(on === undefined ? undefined : day(on))
      expect(dunning.graceEndsAt).toBe(day(15))
    },
  )

  it('R45 counts the attempts, and keeps the end of the grace', () => {
    let account = pastDue(active, 'declined', day(0))
    for (const at of [day(1), day(3), day(5), day(7)]) account = pastDue(account, 'declined', at)
    expect(dunningOf(account)).toEqual({ reason: 'declined', attempts: 5, graceEndsAt: day(15) })
  })

  it('R45 is not tried again without a card, which counts as no attempt', () => {
    expect(dunningOf(pastDue(active, 'no-profile', day(0)))).toEqual({
      reason: 'no-profile',
      attempts: 0,
      graceEndsAt: day(15),
    })
    const gone = pastDue(pastDue(active, 'declined', day(0)), 'no-profile', day(1))
    expect(dunningOf(gone)).toEqual({ reason: 'no-profile', attempts: 1, graceEndsAt: day(15) })
  })

  it('R14 R45 is not tried again where the card that was tried is off file by then, though it counts', () => {
    const detached = bought({ plan: 'standard' }, by('2027-01-15'))
    expect(dunningOf(pastDue(detached, 'declined', day(0)))).toEqual({
      reason: 'no-profile',
      attempts: 1,
      graceEndsAt: day(15),
    })
  })

  it.each<[string, readonly string[]]>([
    ['2027-02-28', ['2028-02-29', '2028-03-02', '2028-03-04', '2028-03-06', '2028-03-14']],
    ['2028-02-29', ['2029-03-01', '2029-03-03', '2029-03-05', '2029-03-07', '2029-03-15']],
    ['2026-12-25', ['2027-12-26', '2027-12-28', '2027-12-30', '2028-01-01', '2028-01-09']],
  ])('R45 counts days from midnight of the renewal, of what was bought on %s', (date, expected) => {
    let account = renewing(date)
    const dates: string[] = []
    let at = startOfDate(account.customer.subscription.renewalDate ?? '')
    for (;;) {
      account = pastDue(account, 'authentication-required', at)
      const { nextAttemptAt, graceEndsAt } = dunningOf(account)
      dates.push((nextAttemptAt ?? graceEndsAt).slice(0, 10))
      if (!nextAttemptAt) break
      at = nextAttemptAt
    }
    expect(dates).toEqual(expected)
  })

  it.each<DunningReason>(['declined', 'no-profile', 'authentication-required'])(
    'R37 R45 keeps the plan until the grace ends, and is free from then on: %s',
    (reason) => {
      const { subscription } = pastDue(active, reason, day(0)).customer
      expect(subscriptionState(subscription, day(15, -1))).toBe('past-due')
      expect(subscriptionState(subscription, day(15))).toBe('free')
    },
  )

  it('R45 is free at once where no partner manages it', () => {
    const { partnerId: _ended, ...customer } = active.customer
    const { subscription } = pastDue(having({ ...active, customer }, {}), 'declined', day(0)).customer
    expect(subscriptionState(subscription, day(0))).toBe('free')
  })

  it('is not of a customer on free', () =>
    expect(() => pastDue(free, 'declined', day(0))).toThrow('has nothing to renew'))
})
