import { describe, expect, it } from 'vitest'
import {
  CLAIM_DAYS,
  CLAIM_WARNING_DAYS,
  claimLapsesAt,
  claimWarningAt,
  isMereClaim,
  isToBeWarned,
  lapse,
} from '../../shared/customers/claim.ts'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { extend, start } from '../../shared/trials/trial.ts'

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
const charged: Customer = { ...claimed, subscription: { plan: 'standard', licences: 5, payPeriod: 'yearly' } }
const removed: Customer = { ...claimed, state: 'removed' }
const lapsesAt = plusDays(at, CLAIM_DAYS)

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
