import { describe, expect, it } from 'vitest'
import {
  CLAIM_DAYS,
  CLAIM_WARNING_DAYS,
  claimLapsesAt,
  claimWarningAt,
  end,
  isMereClaim,
  isToBeWarned,
  lapse,
  MOST_UNVERIFIED,
  prove,
} from '../../shared/customers/claim.ts'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { budget, endOf, extend, isEndUnrecorded, isRunning, start } from '../../shared/trials/trial.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const claimed: Customer = add(
  {
    customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
    partnerId: PartnerId.parse('ptr_01JN7ZK3M0000000000000000A'),
    domain: 'example.co.th',
    organizationName: 'Example',
    country: 'TH',
    language: 'th',
    superAdmin: { firstName: 'M', lastName: 'S', email: EmailAddress.parse('m@example.co.th') },
    code: '1'.repeat(39),
  },
  at,
)
const verified: Customer = {
  ...claimed,
  verification: { ...claimed.verification, verifiedAt: at, method: 'TXT' },
}
const charged: Customer = { ...claimed, subscription: { ...claimed.subscription, everCharged: true } }
const removed: Customer = { ...claimed, state: 'removed' }
const lapsesAt = plusDays(at, CLAIM_DAYS)

describe('R11 R18 R30 proof', () => {
  const order = { plan: 'standard', licences: 5 } as const
  const later = plusDays(at, 3)
  const trying = { ...claimed, trial: start(order, at) }

  it('leaves a partner with 50 claims at most', () => expect(MOST_UNVERIFIED).toBe(50))

  it('keeps a trial that is the first of its domain', () => {
    const proven = prove(trying, 'TXT', false, later)
    expect(proven).toEqual({
      ...trying,
      verification: { ...claimed.verification, verifiedAt: later, method: 'TXT' },
    })
  })

  it('ends a running trial at once where the domain was tried before, and grants nothing back', () => {
    const { trial } = prove(trying, 'TXT', true, later)
    if (!trial) throw new Error('The trial is gone')
    expect([endOf(trial), isRunning(trial, later), trial.endReason]).toEqual([later, false, 'used-before'])
    expect(budget(trial, later)).toMatchObject({
      state: 'ended',
      endsAt: later,
      grantedDays: 15,
      extensionsLeft: 0,
    })
    expect(isEndUnrecorded(trial, plusDays(at, 16))).toBe(false)
  })

  it.each([
    ['has none', claimed],
    ['has one that ended by itself', { ...claimed, trial: start(order, plusDays(at, -20)) }],
  ])('ends no trial of a customer that %s', (_what, customer) =>
    expect(prove(customer, 'TXT', true, later).trial).toEqual(customer.trial),
  )

  it('ends every other claim, and nothing that is verified or removed', () => {
    expect(end(trying)).toEqual({ ...trying, state: 'removed' })
    expect([end(verified), end(removed)]).toEqual([undefined, undefined])
  })
})

describe('R16 a claim', () => {
  it('lapses 30 days after the customer was added, with a warning 7 days before', () => {
    expect([CLAIM_DAYS, CLAIM_WARNING_DAYS]).toEqual([30, 7])
    expect(claimLapsesAt(claimed)).toBe('2026-03-31T08:00:00.000Z')
    expect(claimWarningAt(claimed)).toBe('2026-03-24T08:00:00.000Z')
  })
  it.each([
    [-1, 'live'],
    [0, 'removed'],
    [1, 'removed'],
  ] as const)('at its edge %+i ms is %s', (millis, state) =>
    expect(lapse(claimed, plusMillis(lapsesAt, millis))?.state ?? 'live').toBe(state),
  )
  it.each([
    ['before the warning', plusMillis(claimWarningAt(claimed), -1), false],
    ['from the warning on', claimWarningAt(claimed), true],
    ['until just before it lapses', plusMillis(lapsesAt, -1), true],
    ['not once it has lapsed', lapsesAt, false],
  ])('is to be warned of: %s', (_when, when, warned) => expect(isToBeWarned(claimed, when)).toBe(warned))
  it.each([
    ['verified', verified],
    ['charged', charged],
    ['removed', removed],
  ])('is none, and never lapses nor warns, once the customer is %s', (_what, customer) => {
    expect(isMereClaim(customer)).toBe(false)
    expect(lapse(customer, plusDays(lapsesAt, 365))).toBeUndefined()
    expect(isToBeWarned(customer, claimWarningAt(customer))).toBe(false)
  })
  it('lapses during a running trial all the same', () => {
    const trial = extend(start({ plan: 'standard', licences: 5 }, plusDays(at, 20)), plusDays(at, 21))
    expect(trial.endsAt > lapsesAt).toBe(true)
    expect(lapse({ ...claimed, trial }, lapsesAt)?.state).toBe('removed')
  })
})
