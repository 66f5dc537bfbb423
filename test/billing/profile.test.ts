import { describe, expect, it } from 'vitest'
import type { Dunning, PaymentProfile, PendingCharge } from '../../shared/billing/billing.ts'
import { profileScheduled } from '../../shared/billing/changes.ts'
import { isSameCard, withProfile } from '../../shared/billing/profile.ts'
import { bought, by, customerId, free, having, on, paymentId } from './accounts.ts'

const profile: PaymentProfile = {
  cardType: 'CC',
  ownerId: customerId,
  providerCustomer: 'cus_payer',
  paymentMethod: 'pm_card',
  brand: 'visa',
  last4: '4242',
  expiresAt: '2030-04',
}
const at = on('2028-01-20')
const active = bought({ plan: 'standard', licences: 10, payPeriod: 'yearly' }, by('2027-01-15'))
const dunning: Dunning = {
  reason: 'declined',
  attempts: 2,
  nextAttemptAt: on('2028-01-22'),
  graceEndsAt: on('2028-01-30'),
}
const { nextAttemptAt: _none, ...untried } = dunning
const pending: PendingCharge = {
  paymentId,
  purpose: 'renewal',
  outcome: {
    purchase: { plan: 'standard', licences: 10, payPeriod: 'yearly', storage: [] },
    cycle: { anchor: '2027-01-15', renewal: 2, bookVersion: '2026-11-01' },
    carried: 0,
  },
}

describe('a card that is put on file', () => {
  it.each([
    ['on free', free, undefined],
    ['on a paid plan', active, undefined],
    ['while a payment is pending', having(active, { pending }), undefined],
    ['past due', having(active, { dunning }), at],
    ['past due without a card', having(active, { dunning: { ...untried, reason: 'no-profile' } }), at],
    ['past due with no retry left', having(active, { dunning: untried }), at],
    ['past due while a try is under way', having(active, { dunning, pending }), dunning.nextAttemptAt],
    ['once the grace is over', having(active, { dunning: { ...untried, graceEndsAt: at } }), undefined],
  ])('R43 R45 %s is kept, and tried when it is due', (_when, account, nextAttemptAt) => {
    const { customer, billing } = withProfile(account, profile, at)
    expect(billing.profile).toEqual(profile)
    expect(customer.subscription.cardType).toBe('CC')
    expect(billing.dunning?.nextAttemptAt).toBe(nextAttemptAt)
    const { dunning: before } = account.billing
    expect(billing.dunning).toEqual(before && { ...before, ...(nextAttemptAt ? { nextAttemptAt } : {}) })
    expect(billing.pending).toEqual(account.billing.pending)
    const scheduled = profileScheduled({ customer, billing }, at)
    expect(scheduled.map(({ key: { pk } }) => pk)).toEqual(
      nextAttemptAt === at ? [`DUE#payment-retry#${customerId}`] : [],
    )
  })

  it('R43 is the same as another one where payer and token are', () => {
    expect(isSameCard(profile, { ...profile, cardType: 'RC', last4: '0000' })).toBe(true)
    expect(isSameCard(profile, { ...profile, paymentMethod: 'pm_another' })).toBe(false)
    expect(isSameCard(profile, { ...profile, providerCustomer: 'cus_another' })).toBe(false)
  })
})
