import { describe, expect, it } from 'vitest'
import { Problem } from '../../shared/kernel/problem.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { existingFaults, existingSubscription } from '../../shared/subscriptions/existing.ts'

const at = Instant.parse('2026-01-31T23:59:59.999Z')
const free = { plan: 'free', licences: 5 } as const
const yearly = {
  plan: 'mail-lite',
  licences: 10,
  payPeriod: 'yearly',
  renewalDate: '2026-06-30',
} as const
const monthly = { ...yearly, plan: 'standard', payPeriod: 'monthly', renewalDate: '2026-02-10' } as const

describe('R42 what an existing customer has bought', () => {
  it.each([
    ['free', free, []],
    ['free with too many licences', { ...free, licences: 6 }, ['licences']],
    [
      'free that is paid for',
      { ...yearly, plan: 'free', licences: 5 } as const,
      ['payPeriod', 'renewalDate'],
    ],
    [
      'a paid plan without period and date',
      { plan: 'standard', licences: 9 } as const,
      ['payPeriod', 'renewalDate'],
    ],
    ['a yearly plan', yearly, []],
    ['a yearly plan by the month', { ...yearly, payPeriod: 'monthly' } as const, ['payPeriod']],
    ['a monthly plan', monthly, []],
  ])('%s', (_what, existing, faults) => {
    expect(existingFaults(existing).flatMap(({ at: member }) => member)).toEqual(faults)
  })

  it('is paid for from now on (R14), or free and never charged', () => {
    expect(existingSubscription(yearly, at)).toEqual({ ...yearly, paidSince: at, everCharged: true })
    expect(existingSubscription(free, at)).toEqual({ ...free, everCharged: false })
  })

  it.each([
    ['yearly', '2026-01-31', false],
    ['yearly', '2026-02-01', true],
    ['yearly', '2027-01-31', true],
    ['yearly', '2027-02-01', false],
    ['monthly', '2026-01-31', false],
    ['monthly', '2026-02-28', true],
    ['monthly', '2026-03-01', false],
  ] as const)('paid %s and renewed on %s: %s', (payPeriod, renewalDate, isTaken) => {
    const take = () => existingSubscription({ plan: 'standard', licences: 3, payPeriod, renewalDate }, at)
    if (isTaken) expect(take()).toMatchObject({ renewalDate })
    else {
      expect(take).toThrow(Problem)
      expect(take).toThrow(
        expect.objectContaining({
          details: { issues: [expect.objectContaining({ pointer: '/renewalDate' })] },
        }),
      )
    }
  })
})
