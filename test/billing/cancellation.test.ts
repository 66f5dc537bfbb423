import { describe, expect, it } from 'vitest'
import { cancellation, withdrawal } from '../../shared/billing/cancellation.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { bought, by, free, having, on, pendingOn, trying } from './accounts.ts'

const active = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const lower = having(active, { scheduled: { licences: 8 } })
const cancelled = having(active, { scheduled: { plan: 'free' } })
const unpaid = pastDue(lower, 'declined', on('2028-01-15'))

const effectOf = (decide: () => { readonly effect: string } | { readonly withdrawn: unknown }): string => {
  try {
    const decided = decide()
    return 'effect' in decided ? decided.effect : 'withdrawn'
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type.code
    throw thrown
  }
}

describe('cancelling and taking back, in every state (R41)', () => {
  it.each<[string, Account, string, string, string]>([
    ['free', free, '2027-03-01', 'subscription-free', 'no-scheduled-change'],
    ['on trial', trying('2027-02-25'), '2027-03-01', 'subscription-free', 'no-scheduled-change'],
    ['active', active, '2027-03-01', 'at-renewal', 'no-scheduled-change'],
    ['active with a scheduled change', lower, '2027-03-01', 'at-renewal', 'withdrawn'],
    ['cancelled', cancelled, '2027-03-01', 'nothing-to-change', 'withdrawn'],
    [
      'pending',
      pendingOn(lower, { plan: 'professional' }, by('2027-03-01')),
      '2027-03-01',
      'payment-pending',
      'payment-pending',
    ],
    ['its renewal due', lower, '2028-01-15', 'renewal-due', 'renewal-due'],
    ['its end due', cancelled, '2028-01-15', 'renewal-due', 'renewal-due'],
    ['past due', unpaid, '2028-01-16', 'now-free', 'subscription-past-due'],
    ['its grace over', unpaid, '2028-01-30', 'renewal-due', 'renewal-due'],
  ])('%s', (_state, account, date, cancels, withdraws) => {
    expect([
      effectOf(() => cancellation(account, on(date))),
      effectOf(() => withdrawal(account, on(date))),
    ]).toEqual([cancels, withdraws])
  })

  it('R41 schedules `free` in place of all else, and says so', () => {
    expect(cancellation(active, on('2027-03-01'))).toEqual({
      effect: 'at-renewal',
      scheduled: { plan: 'free' },
    })
    expect(cancellation(lower, on('2027-03-01'))).toEqual({
      effect: 'at-renewal',
      scheduled: { plan: 'free' },
      replaces: { licences: 8 },
    })
  })

  it('R45 is free at once while past due, and what was scheduled is lost by name', () =>
    expect(cancellation(unpaid, on('2028-01-16'))).toEqual({ effect: 'now-free', replaces: { licences: 8 } }))

  it('R41 takes back all that is scheduled, and leaves the rest as it is', () => {
    expect(withdrawal(lower, on('2027-03-01'))).toEqual({ withdrawn: { licences: 8 }, account: active })
    expect(withdrawal(cancelled, on('2027-03-01'))).toEqual({
      withdrawn: { plan: 'free' },
      account: active,
    })
    expect(cancelled.customer.subscription.endsAt).toBe('2028-01-15T00:00:00.000Z')
  })
})
