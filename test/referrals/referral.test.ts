import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, ReferralId } from '../../shared/kernel/id.ts'
import { Instant } from '../../shared/kernel/time.ts'
import {
  noReferrals,
  refer,
  referralProgramView,
  referralsExhausted,
  type ReferralProgram,
} from '../../shared/referrals/referral.ts'
import { refusal } from '../support/describe/refusal.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const customerId = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')

const referral = (place: number) => ({
  referralId: ReferralId.parse(`ref_${String(place).padStart(26, '0')}`),
  organizationName: `Friend ${place}`,
  contactName: 'Somchai',
  contactEmail: EmailAddress.parse('somchai@friends.example.com'),
})

const programOf = (count: number): ReferralProgram =>
  Array.from({ length: count }, (_, place) => place).reduce(
    (program, place) => refer(program, referral(place), at),
    noReferrals(customerId),
  )

describe('R54 the referral program of an organisation', () => {
  it.each([
    ['that has referred nobody', 0, true],
    ['that has one referral left', 24, true],
    ['that has none left', 25, false],
  ])('%s refers another, or is refused', (_state, count, isLeft) => {
    const program = programOf(count)
    expect(referralProgramView(program).referralsLeft).toBe(25 - count)
    if (isLeft) expect(refer(program, referral(count), at).referrals).toHaveLength(count + 1)
    else expect(refusal(() => refer(program, referral(count), at))).toBe(referralsExhausted)
  })

  it('shows the newest first, with the instant', () =>
    expect(referralProgramView(programOf(2)).items).toEqual([
      { ...referral(1), referredAt: at },
      { ...referral(0), referredAt: at },
    ]))
})
