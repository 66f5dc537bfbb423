import { describe, expect, it } from 'vitest'
import {
  askRecovery,
  isAboutSuperAdmin,
  openRecovery,
  recoveryOf,
  refuseNoSignIn,
} from '../../shared/administrators/recovery.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, GroupId, PersonId, UserId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { closed } from '../../shared/people/confirmation.ts'
import { addressTaken } from '../../shared/users/address.ts'
import { refusal } from '../support/describe/refusal.ts'

const ULID = '0'.repeat(26)
const customerId = CustomerId.parse(`cus_${ULID}`)
const email = (local: string) => EmailAddress.parse(`${local}@example.co.th`)
const customer = {
  customerId,
  superAdmin: { firstName: 'Malee', lastName: '', email: email('malee') },
  appointments: 1,
}
const named = { firstName: 'Somchai', lastName: 'Jaidee', email: email('somchai') }
const at = Instant.parse('2026-01-01T00:00:00.000Z')
const asked = askRecovery(customer, named, PersonId.parse(`per_${ULID}`), false, at)

describe('a recovery', () => {
  it('R64 is one request an organisation, about one person', () => {
    expect(asked).toMatchObject({ ...recoveryOf(customer), people: [named.email], state: 'open' })
    expect(isAboutSuperAdmin(asked, named)).toBe(true)
    for (const other of [{ firstName: 'Somsak' }, { lastName: '' }, { email: email('other') }])
      expect(isAboutSuperAdmin(asked, { ...named, ...other })).toBe(false)
  })

  const handedBack = { ...customer, appointments: 3 }
  const corrected = { ...customer, superAdmin: { ...customer.superAdmin, email: email('mali') } }
  const renamed = { ...customer, superAdmin: { ...customer.superAdmin, firstName: 'Mali' } }
  const last = plusMillis(plusDays(at, 7), -1)
  it.each([
    ['until it lapses', asked, customer, last, true],
    ['once the names of the super admin are corrected', asked, renamed, last, true],
    ['once it has lapsed', asked, customer, plusDays(at, 7), false],
    ['once it is withdrawn', closed(asked, 'withdrawn'), customer, at, false],
    ['once it is confirmed', closed(asked, 'confirmed'), customer, at, false],
    ['once the super admin is corrected', asked, corrected, at, false],
    ['once the super admin has handed over, and is back', asked, handedBack, at, false],
    ['where nobody has asked', undefined, customer, at, false],
  ])('R64 is open or not %s', (_when, request, of, now, isOpen) =>
    expect(openRecovery(request, of, now)).toBe(isOpen ? request : undefined),
  )
})

describe('the address of a new super admin', () => {
  const userId = UserId.parse(`usr_${ULID}`)
  const of = { customerId, address: named.email }
  it.each([
    ['nobody', undefined, true],
    ['nobody any more', { ...of, state: 'released', reservedUntil: at, expiresAt: 1 }, true],
    ['a user', { ...of, state: 'held', as: 'email', userId }, true],
    ['an alias', { ...of, state: 'held', as: 'alias', userId }, false],
    ['a group', { ...of, state: 'held-by-group', groupId: GroupId.parse(`grp_${ULID}`) }, false],
  ] as const)('R55 that %s holds', (_who, known, isLawful) => {
    if (isLawful) expect(() => refuseNoSignIn(known)).not.toThrow()
    else expect(refusal(() => refuseNoSignIn(known))).toBe(addressTaken)
  })
})
