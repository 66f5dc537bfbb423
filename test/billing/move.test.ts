import { describe, expect, it } from 'vitest'
import type { PaymentProfile } from '../../shared/billing/billing.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import { moved } from '../../shared/billing/move.ts'
import { subscriptionState, type Account } from '../../shared/billing/subscription.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { map, unmap } from '../../shared/mapping/mapping.ts'
import { bought, by, customerId, free, having, partnerId, pendingOn, RC } from './accounts.ts'

const next = PartnerId.parse(`ptr_${'2'.repeat(26)}`)
const R = Instant.parse('2028-01-15T00:00:00.000Z')
const day = (days: number): Instant => plusDays(R, days)

const CC: PaymentProfile = { ...RC, cardType: 'CC', ownerId: customerId, providerCustomer: 'cus_customer' }

const plain = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const active = having(plain, { profile: RC })
const onOwnCard = having(plain, { profile: CC })
const cancelled = having(active, { scheduled: { plan: 'free' } })
const lowered = having(onOwnCard, { scheduled: { licences: 5 } })
const charging = pendingOn(active, { licences: 11 }, by('2027-06-01'))
const declined = pastDue(active, 'declined', R)
const declinedOnOwnCard = pastDue(onOwnCard, 'authentication-required', R)
const retrying = having(declined, charging.billing.pending ? { pending: charging.billing.pending } : {})
const alone = (account: Account): Account => having({ ...account, customer: unmap(account.customer) }, {})

const toNext = (account: Account, at: Instant): Account =>
  moved({ ...account, customer: map(account.customer, next, '2'.repeat(39)) }, at)
const toNone = (account: Account, at: Instant): Account =>
  moved({ ...account, customer: unmap(account.customer) }, at)

/** What a move leaves: the state then and from when on it is free, the card, and what is scheduled and tried again. */
const left = (account: Account, at: Instant) => {
  const { subscription } = account.customer
  const { profile, dunning, scheduled, pending } = account.billing
  expect(subscription.cardType).toBe(profile?.cardType)
  return [
    subscriptionState(subscription, at),
    subscription.endsAt?.slice(0, 10),
    profile?.cardType,
    dunning && `${dunning.reason} ${dunning.nextAttemptAt?.slice(0, 10) ?? 'never'}`,
    ...Object.keys(scheduled ?? {}),
    ...(pending ? ['pending'] : []),
  ]
}

const before = plusDays(R, -100)
type Left = readonly (string | undefined)[]

describe('R14 R16 what a move makes of billing', () => {
  it.each<[string, Account, Instant, Left, Left]>([
    [
      'free',
      free,
      before,
      ['free', undefined, undefined, undefined],
      ['free', undefined, undefined, undefined],
    ],
    [
      "free, with the reseller's card",
      having(free, { profile: RC }),
      before,
      ['free', undefined, undefined, undefined],
      ['free', undefined, undefined, undefined],
    ],
    [
      "free, with the customer's card",
      having(free, { profile: CC }),
      before,
      ['free', undefined, 'CC', undefined],
      ['free', undefined, 'CC', undefined],
    ],
    [
      "active, with the reseller's card",
      active,
      before,
      ['active', undefined, undefined, undefined],
      ['active', '2028-01-15', undefined, undefined],
    ],
    [
      "active, with the customer's card",
      onOwnCard,
      before,
      ['active', undefined, 'CC', undefined],
      ['active', '2028-01-15', 'CC', undefined],
    ],
    [
      'active, something scheduled',
      lowered,
      before,
      ['active', undefined, 'CC', undefined, 'licences'],
      ['active', '2028-01-15', 'CC', undefined, 'licences'],
    ],
    [
      'cancelled',
      cancelled,
      before,
      ['active', '2028-01-15', undefined, undefined, 'plan'],
      ['active', '2028-01-15', undefined, undefined, 'plan'],
    ],
    [
      'active, a payment pending',
      charging,
      before,
      ['active', undefined, undefined, undefined, 'pending'],
      ['active', undefined, undefined, undefined, 'pending'],
    ],
    [
      'active, its renewal not yet run',
      active,
      day(0),
      ['active', undefined, undefined, undefined],
      ['free', '2028-01-15', undefined, undefined],
    ],
    [
      "past due, with the reseller's card",
      declined,
      day(2),
      ['past-due', '2028-01-30', undefined, 'no-profile never'],
      ['free', '2028-01-15', undefined, 'no-profile never'],
    ],
    [
      "past due, with the customer's card",
      declinedOnOwnCard,
      day(0),
      ['past-due', '2028-01-30', 'CC', 'authentication-required 2028-01-16'],
      ['free', '2028-01-15', 'CC', 'authentication-required 2028-01-16'],
    ],
    [
      'past due, a try pending',
      retrying,
      day(2),
      ['past-due', undefined, undefined, 'declined 2028-01-16', 'pending'],
      ['past-due', undefined, undefined, 'declined 2028-01-16', 'pending'],
    ],
    [
      'cancelled and at its end, which no job has recorded',
      having(onOwnCard, { scheduled: { plan: 'free' } }),
      day(0),
      ['free', undefined, 'CC', undefined],
      ['free', undefined, 'CC', undefined],
    ],
    [
      'past due and at the end of its grace, which no job has recorded',
      declined,
      day(15),
      ['free', undefined, undefined, undefined],
      ['free', undefined, undefined, undefined],
    ],
  ])('%s', (_state, account, at, withNext, withNone) => {
    expect(left(toNext(account, at), at)).toEqual(withNext)
    expect(left(toNone(account, at), at)).toEqual(withNone)
  })

  it('goes on with a partner anew before its renewal, and not once it has fallen', () => {
    const without = alone(onOwnCard)
    expect(left(without, before)).toEqual(['active', '2028-01-15', 'CC', undefined])
    expect(left(toNext(without, before), before)).toEqual(['active', undefined, 'CC', undefined])
    expect(left(toNext(without, day(0)), day(0))).toEqual(['free', undefined, 'CC', undefined])
    expect(toNext(without, day(0)).billing).not.toHaveProperty('cycle')
  })

  it('is free for good where what was not paid lost its partner', () => {
    const without = toNone(declinedOnOwnCard, day(2))
    expect(left(toNext(without, day(3)), day(3))).toEqual(['free', undefined, 'CC', undefined])
  })

  it('keeps anchor, storage, what is carried and what each partner has sold', () => {
    const full = having(active, {
      carried: 29,
      storage: [{ gb: 25, count: 2 }],
      revenues: { [partnerId]: 28_800 },
    })
    const { profile: _detached, ...kept } = full.billing
    expect(toNext(full, before).billing).toEqual(kept)
  })

  it('changes nothing of the billing where nothing of the former partner is in it', () => {
    expect(toNext(onOwnCard, before).billing).toBe(onOwnCard.billing)
    expect(toNone(declinedOnOwnCard, day(2)).billing).toBe(declinedOnOwnCard.billing)
  })
})
