import { describe, expect, it } from 'vitest'
import type { PaymentProfile } from '../../shared/billing/billing.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import { dueGraceEnd, dueNotice, dueRenewal, dueRetry } from '../../shared/billing/due-work.ts'
import { achieved, type Account } from '../../shared/billing/subscription.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { bought, by, changed, free, having, partnerId, pendingOn } from './accounts.ts'

const pricing = { terms: DEFAULT_TERMS }
const R = Instant.parse('2028-01-15T00:00:00.000Z')
const day = (days: number) => plusDays(R, days)
const last = (instant: Instant) => plusMillis(instant, -1)

const profile: PaymentProfile = {
  cardType: 'RC',
  ownerId: partnerId,
  providerCustomer: 'cus_provider',
  paymentMethod: 'pm_card',
  brand: 'visa',
  last4: '4242',
  expiresAt: '2030-04',
}
const cardless = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const active = having(cardless, { profile })
const formerCard = having(cardless, {
  profile: { ...profile, ownerId: PartnerId.parse(`ptr_${'2'.repeat(26)}`) },
})
const monthly = having(bought({ plan: 'standard', payPeriod: 'monthly' }, by('2027-12-15')), { profile })
const withoutPartner = (account: Account): Account => {
  const { partnerId: _ended, ...customer } = account.customer
  return having({ ...account, customer }, {})
}
const charging = pendingOn(active, { licences: 11 }, by('2028-01-14'))
const declined = pastDue(active, 'declined', R)
const { dunning } = declined.billing

/** At the renewal, a day later, at the end of the grace and seven days before the renewal. */
const decisions = (account: Account) => [
  dueRenewal(account, pricing, R).act,
  dueRetry(account, pricing, day(1)).act,
  dueGraceEnd(account, day(15)).act,
  dueNotice(account, pricing, day(-7)).act,
]

describe('what is due for a subscription', () => {
  it.each<[string, Account, readonly string[]]>([
    ['free', free, ['finish', 'finish', 'finish', 'finish']],
    ['removed', having(active, {}, { state: 'removed' }), ['finish', 'finish', 'finish', 'finish']],
    ['active', active, ['charge', 'finish', 'finish', 'announce']],
    ['active by the month', monthly, ['charge', 'finish', 'finish', 'finish']],
    ['active, no card', cardless, ['past-due', 'finish', 'finish', 'announce']],
    ['active, the card of a former partner', formerCard, ['past-due', 'finish', 'finish', 'announce']],
    [
      'active, cancelled',
      having(active, { scheduled: { plan: 'free' } }),
      ['fall', 'finish', 'finish', 'finish'],
    ],
    ['active, no partner', withoutPartner(active), ['fall', 'finish', 'finish', 'finish']],
    [
      'active, with a credit',
      having(cardless, { carried: -40_000 }),
      ['renew', 'finish', 'finish', 'announce'],
    ],
    [
      'active, too large for one charge',
      having(active, { carried: 200_000_000 }),
      ['past-due', 'finish', 'finish', 'announce'],
    ],
    ['active, a charge pending', charging, ['wait', 'wait', 'wait', 'wait']],
    ['past due', declined, ['finish', 'charge', 'fall', 'announce']],
    [
      'past due, the card gone',
      having(cardless, dunning ? { dunning } : {}),
      ['finish', 'past-due', 'fall', 'announce'],
    ],
    ['past due, no card', pastDue(cardless, 'no-profile', R), ['finish', 'finish', 'fall', 'announce']],
    ['past due, no partner', withoutPartner(declined), ['finish', 'fall', 'fall', 'finish']],
    [
      'past due, cancelled',
      having(declined, { scheduled: { plan: 'free' } }),
      ['finish', 'fall', 'fall', 'finish'],
    ],
    ['past due, a charge pending', having(charging, { dunning }), ['wait', 'wait', 'wait', 'wait']],
  ])('R37 R41 R45 %s', (_state, account, expected) => expect(decisions(account)).toEqual(expected))

  it('R45 renews from midnight of the day on, and not before', () => {
    expect(dueRenewal(active, pricing, last(R))).toEqual({ act: 'move', dueAt: R })
    expect(dueRenewal(active, pricing, day(400)).act).toBe('charge')
  })

  it('R45 charges the card on file what the renewal costs, for whom the customer is mapped to', () =>
    expect(dueRenewal(active, pricing, R)).toMatchObject({
      act: 'charge',
      partnerId,
      profile,
      renewal: { renewalDate: '2028-01-15', charge: 28_800 },
    }))

  it('R45 says why a renewal is not charged', () => {
    expect(dueRenewal(cardless, pricing, R)).toEqual({ act: 'past-due', reason: 'no-profile' })
    expect(dueRenewal(having(active, { carried: 200_000_000 }), pricing, R)).toEqual({
      act: 'past-due',
      reason: 'declined',
    })
  })

  it('R45 pays the oldest period that is due, however far the clock has jumped', () => {
    const first = dueRenewal(monthly, pricing, day(90))
    if (first.act !== 'charge') throw new Error('Nothing is charged')
    expect(first.renewal.renewalDate).toBe('2028-01-15')
    const next = dueRenewal(achieved(monthly, first.renewal.outcome, day(90)), pricing, day(90))
    expect(next).toMatchObject({ act: 'charge', renewal: { renewalDate: '2028-02-15' } })
  })

  it('R45 tries a card until the grace ends, then never', () => {
    expect(dueRetry(declined, pricing, last(day(15))).act).toBe('charge')
    expect(dueRetry(declined, pricing, day(15)).act).toBe('finish')
    expect(dueGraceEnd(declined, last(day(15)))).toEqual({ act: 'move', dueAt: day(15) })
  })

  it('R45 pays a late renewal from the day on which it was due', () =>
    expect(dueRetry(declined, pricing, day(7))).toMatchObject({
      renewal: { renewalDate: '2028-01-15', outcome: { cycle: { anchor: '2027-01-15', renewal: 2 } } },
    }))

  it('R45 announces a renewal as it will be, within the seven days before it', () => {
    const lowered = changed(active, { licences: 5 }, by('2027-06-01'))
    expect(dueNotice(lowered, pricing, last(day(-7)))).toEqual({ act: 'move', dueAt: day(-7) })
    expect(dueNotice(lowered, pricing, last(R))).toMatchObject({
      act: 'announce',
      renewal: { charge: 14_400, outcome: { purchase: { licences: 5 } } },
    })
    expect(dueNotice(lowered, pricing, R).act).toBe('finish')
  })
})
