import { describe, expect, it } from 'vitest'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, PartnerId, TransferId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { consent, map, mustWait, stay, transferring, unmap } from '../../shared/mapping/mapping.ts'
import { start } from '../../shared/trials/trial.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const partnerId = PartnerId.parse('ptr_01JN7ZK3M0000000000000000A')
const other = PartnerId.parse('ptr_01JN7ZK3M0000000000000000B')
const transferId = TransferId.parse('trf_01JN7ZK3M0000000000000000A')
const added = add(
  {
    customerId: CustomerId.parse('cus_01JN7ZK3M0000000000000000A'),
    partnerId,
    domain: 'baan.co.th',
    organizationName: 'Baan',
    country: 'TH',
    language: 'th',
    superAdmin: { firstName: 'Malee', lastName: '', email: EmailAddress.parse('malee@baan.co.th') },
    code: '1'.repeat(39),
    trial: start({ plan: 'standard', licences: 10 }, at),
  },
  at,
)
const customer: Customer = {
  ...added,
  verification: { ...added.verification, verifiedAt: at, method: 'TXT' },
}
const active = { status: 'active' } as const
const deactivated = { status: 'deactivated' } as const
const paidSince = (since: Instant | undefined): Pick<Customer, 'subscription'> => ({
  subscription: {
    plan: 'standard',
    licences: 10,
    everCharged: true,
    ...(since ? { paidSince: since } : {}),
  },
})

describe('R14 whether a move waits', () => {
  const thirty = plusDays(at, -30)
  it.each([
    ['paid for 30 × 24 hours and 1 ms', paidSince(plusMillis(thirty, -1)), active, true],
    ['paid for exactly 30 × 24 hours', paidSince(thirty), active, false],
    ['paid for 1 ms less', paidSince(plusMillis(thirty, 1)), active, false],
    ['on free, ever charged', paidSince(undefined), active, false],
    ['on free', { subscription: customer.subscription }, active, false],
    ['paid for a year, of a deactivated partner', paidSince(plusDays(at, -365)), deactivated, false],
    [
      'paid for a year, until it ended',
      { subscription: { ...paidSince(plusDays(at, -365)).subscription, endsAt: at } },
      active,
      false,
    ],
    [
      'paid for a year, and about to end',
      { subscription: { ...paidSince(plusDays(at, -365)).subscription, endsAt: plusMillis(at, 1) } },
      active,
      true,
    ],
    ['paid for a year, of no partner', paidSince(plusDays(at, -365)), undefined, false],
  ])('%s', (_what, of, present, waits) => expect(mustWait(of, present, at)).toBe(waits))
})

describe('R14 a move', () => {
  const moved = map(transferring(customer, transferId), other, '2'.repeat(39))
  it('changes the partner, renews the verification code (R20), and closes the transfer', () =>
    expect(moved).toEqual({
      ...customer,
      partnerId: other,
      verification: { ...customer.verification, code: '2'.repeat(39) },
      mappings: 1,
    }))
  it('keeps trial, subscription and verified domain', () => {
    expect(moved.trial).toBe(customer.trial)
    expect(moved.subscription).toBe(customer.subscription)
    expect(moved.verification).toMatchObject({ verifiedAt: at, method: 'TXT' })
  })
})

describe('R14 a consent', () => {
  it('is counted, so that what was asked before is overtaken', () =>
    expect(consent(consent(customer, at), at)).toMatchObject({ consents: 2, consentedAt: at }))
  it('may begin a transfer, which leaves all as it was when it moves nothing', () => {
    expect(transferring(customer, transferId)).toEqual({ ...customer, transferId })
    expect(stay(transferring(customer, transferId))).toEqual(customer)
  })
})

describe('R16 the end of a mapping', () => {
  it('leaves the customer as it is, without a partner', () => {
    const { partnerId: _former, ...rest } = customer
    expect(unmap(customer)).toEqual({ ...rest, mappings: 1 })
  })
})
