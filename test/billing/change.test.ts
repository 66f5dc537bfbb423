import { describe, expect, it } from 'vitest'
import type { ScheduledChange } from '../../shared/billing/billing.ts'
import { decideChange, type ChangeContext } from '../../shared/billing/change.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import type { ChangeWish } from '../../shared/billing/wish.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import {
  BOOKS,
  bought,
  by,
  changed,
  EARLIER_BOOK,
  free,
  having,
  LATER_BOOKS,
  now,
  on,
  paymentId,
  pendingOn,
  trying,
  unverified,
} from './accounts.ts'

const BUY: ChangeWish = { plan: 'standard', licences: 10, storage: [{ gb: 25, count: 1 }] }
const yearly = bought(BUY, by('2027-01-15'))
const monthly = bought({ ...BUY, payPeriod: 'monthly' }, by('2027-02-20'))
const professional = bought({ ...BUY, plan: 'professional' }, by('2027-01-15'))
const cancelled = having(yearly, { scheduled: { plan: 'free' } })
const unpaid = pastDue(yearly, 'declined', on('2028-01-15'))
const IN_MARCH = by('2027-03-01')

/** What a wish comes to: its effect, or the code of its refusal. */
const effectOf = (account: Account, wish: ChangeWish, context: ChangeContext = IN_MARCH): string => {
  try {
    return decideChange(account, wish, context).effect
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type.code
    throw thrown
  }
}

const detailsOf = (account: Account, wish: ChangeWish, context: ChangeContext = IN_MARCH): unknown => {
  try {
    return decideChange(account, wish, context)
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.details
    throw thrown
  }
}

const WISHES = {
  buy: { plan: 'standard' },
  up: { plan: 'professional', licences: 11 },
  down: { licences: 9 },
  mixed: { plan: 'professional', licences: 9 },
  same: { plan: 'standard', licences: 10, payPeriod: 'yearly', storage: [{ gb: 25, count: 1 }] },
  month: { payPeriod: 'monthly' },
  storage: { storage: [{ gb: 5, count: 1 }] },
} satisfies Record<string, ChangeWish>

describe('a change in every state (R41)', () => {
  const renewed = '2028-01-15'
  const row = (...codes: readonly string[]) => codes
  it.each<[string, Account, string, readonly string[]]>([
    ['unverified', unverified, '2027-03-01', row(...Array<string>(7).fill('domain-not-verified'))],
    [
      'free',
      free,
      '2027-03-01',
      row('now', 'now', 'invalid-input', 'now', 'now', 'invalid-input', 'invalid-input'),
    ],
    ['on trial', trying('2027-02-25'), '2027-03-01', row('now', 'now', 'now', 'now', 'now', 'now', 'now')],
    [
      'its trial ended',
      trying('2027-02-10'),
      '2027-03-01',
      row('now', 'now', 'invalid-input', 'now', 'now', 'invalid-input', 'invalid-input'),
    ],
    [
      'active',
      yearly,
      '2027-03-01',
      row('nothing-to-change', 'now', 'at-renewal', 'mixed-change', 'nothing-to-change', 'at-renewal', 'now'),
    ],
    [
      'cancelled',
      cancelled,
      '2027-03-01',
      row(
        'scheduled-change-conflict',
        'scheduled-change-conflict',
        'scheduled-change-conflict',
        'mixed-change',
        'scheduled-change-conflict',
        'scheduled-change-conflict',
        'now',
      ),
    ],
    [
      'pending',
      pendingOn(yearly, { licences: 11 }, IN_MARCH),
      '2027-03-01',
      row(...Array<string>(7).fill('payment-pending')),
    ],
    [
      'its first charge pending',
      having(free, {
        pending: { paymentId, purpose: 'purchase', outcome: now(free, BUY, IN_MARCH).outcome },
      }),
      '2027-03-01',
      row(...Array<string>(7).fill('payment-pending')),
    ],
    ['its renewal due', yearly, renewed, row(...Array<string>(7).fill('renewal-due'))],
    ['its end due', cancelled, renewed, row(...Array<string>(7).fill('renewal-due'))],
    ['past due', unpaid, '2028-01-16', row(...Array<string>(7).fill('subscription-past-due'))],
    ['its grace over', unpaid, '2028-01-30', row(...Array<string>(7).fill('renewal-due'))],
  ])('%s', (_state, account, date, expected) => {
    expect(Object.values(WISHES).map((wish) => effectOf(account, wish, by(date)))).toEqual(expected)
  })

  it('names the payment that is pending', () =>
    expect(detailsOf(pendingOn(yearly, { licences: 11 }, IN_MARCH), WISHES.up)).toEqual({ paymentId }))

  it('is past due until the grace ends, and its renewal due from its instant on', () => {
    const graceEndsAt = plusDays(on('2028-01-15'), 15)
    const account = having(unpaid, {
      dunning: { reason: 'declined', attempts: 1, graceEndsAt },
    })
    expect(effectOf(account, WISHES.up, { ...IN_MARCH, at: plusDays(graceEndsAt, -1) })).toBe(
      'subscription-past-due',
    )
    expect(effectOf(account, WISHES.up, { ...IN_MARCH, at: graceEndsAt })).toBe('renewal-due')
    expect(effectOf(yearly, WISHES.up, by('2028-01-14'))).toBe('now')
  })
})

describe('a purchase', () => {
  it('R36 R41 is of what is tried where the wish is silent, by the year, from today', () => {
    const decided = now(trying('2027-02-25'), { licences: 12 }, IN_MARCH)
    expect(decided).toMatchObject({
      purpose: 'purchase',
      outcome: {
        purchase: { plan: 'standard', licences: 12, payPeriod: 'yearly', storage: [] },
        cycle: { anchor: '2027-03-01', renewal: 1, bookVersion: '2027-1' },
      },
    })
  })
  it('R37 R42 is of as many licences as the free plan has where nothing else is named', () =>
    expect(now(free, { plan: 'mail-lite' }, IN_MARCH).outcome.purchase.licences).toBe(5))
  it('R41 says at the plan that one is to be named', () =>
    expect(detailsOf(free, { licences: 12 })).toEqual({
      issues: [
        { pointer: '/plan', code: 'required', detail: 'must be a paid plan, as the customer has none' },
      ],
    }))
  it('R42 is not of fewer licences than there are active users', () => {
    const context = by('2027-03-01', { activeSeats: 5 })
    expect(detailsOf(free, { plan: 'standard', licences: 4 }, context)).toEqual({
      licences: 4,
      activeUsers: 5,
    })
    expect(effectOf(free, { plan: 'standard', licences: 5 }, context)).toBe('now')
  })
  it('R42 is not by the month where the plan is sold by the year only', () =>
    expect(detailsOf(free, { plan: 'mail-premium', payPeriod: 'monthly' })).toEqual({ plan: 'mail-premium' }))
})

describe('what goes up and what goes down (R41)', () => {
  const sized = changed(yearly, { storage: [{ gb: 5, count: 4 }] }, IN_MARCH)
  it.each<[string, Account, ChangeWish, string]>([
    ['a higher plan', yearly, { plan: 'mail-premium' }, 'now'],
    ['a lower plan', yearly, { plan: 'mail-lite' }, 'at-renewal'],
    ['more licences', yearly, { licences: 11 }, 'now'],
    ['fewer licences', yearly, { licences: 9 }, 'at-renewal'],
    ['monthly to yearly', monthly, { payPeriod: 'yearly' }, 'now'],
    ['yearly to monthly', yearly, { payPeriod: 'monthly' }, 'at-renewal'],
    ['more storage', yearly, { storage: [{ gb: 25, count: 2 }] }, 'now'],
    ['less storage', sized, { storage: [{ gb: 5, count: 3 }] }, 'at-renewal'],
    ['no storage', yearly, { storage: [{ gb: 25, count: 0 }] }, 'at-renewal'],
    [
      'more storage by total, of which one size is less',
      sized,
      {
        storage: [
          { gb: 5, count: 0 },
          { gb: 50, count: 1 },
        ],
      },
      'now',
    ],
    [
      'the same storage by total, in other packs',
      sized,
      {
        storage: [
          { gb: 5, count: 9 },
          { gb: 25, count: 0 },
        ],
      },
      'now',
    ],
    ['more licences, monthly to yearly', monthly, { licences: 11, payPeriod: 'yearly' }, 'now'],
    ['fewer licences, monthly to yearly', monthly, { licences: 9, payPeriod: 'yearly' }, 'at-renewal'],
    ['fewer licences, yearly to monthly', yearly, { licences: 9, payPeriod: 'monthly' }, 'at-renewal'],
    ['more licences, yearly to monthly', yearly, { licences: 11, payPeriod: 'monthly' }, 'mixed-change'],
    ['a higher plan, fewer licences', yearly, { plan: 'professional', licences: 9 }, 'mixed-change'],
    [
      'fewer licences, more storage',
      yearly,
      { licences: 9, storage: [{ gb: 25, count: 2 }] },
      'mixed-change',
    ],
    ['fewer licences, the plan as it is', yearly, { licences: 9, plan: 'standard' }, 'at-renewal'],
    ['a plan of the year only, by the month', monthly, { plan: 'mail-premium' }, 'plan-yearly-only'],
    [
      'a lower plan of the year only, by the month, said before the mixture',
      monthly,
      { plan: 'mail-lite', licences: 11 },
      'plan-yearly-only',
    ],
    [
      'a plan of the year only, monthly to yearly',
      monthly,
      { plan: 'mail-premium', payPeriod: 'yearly' },
      'now',
    ],
    [
      'a lower plan of the year only, monthly to yearly',
      monthly,
      { plan: 'mail-lite', payPeriod: 'yearly' },
      'at-renewal',
    ],
    ['storage as it is', yearly, { storage: [{ gb: 25, count: 1 }] }, 'nothing-to-change'],
    ['none of a size that it lacks', yearly, { storage: [{ gb: 5, count: 0 }] }, 'nothing-to-change'],
  ])('%s', (_what, account, wish, expected) => expect(effectOf(account, wish)).toBe(expected))

  it('R41 keeps the sizes of storage that are not named', () =>
    expect(now(yearly, { storage: [{ gb: 5, count: 2 }] }, IN_MARCH).outcome.purchase.storage).toEqual([
      { gb: 5, count: 2 },
      { gb: 25, count: 1 },
    ]))

  it('R41 asks no card for other packs of the same total', () => {
    const context = by('2027-03-01', { cardType: undefined })
    const packs = {
      storage: [
        { gb: 5, count: 5 },
        { gb: 25, count: 0 },
      ],
    }
    expect(now(yearly, packs, context)).toMatchObject({ list: 0, charge: 0, carried: 0 })
  })

  it('R41 R43 asks for a card where there is something to charge, and none where it waits for the renewal', () => {
    const context = by('2027-03-01', { cardType: undefined })
    expect(effectOf(yearly, WISHES.up, context)).toBe('payment-profile-missing')
    expect(effectOf(free, WISHES.buy, context)).toBe('payment-profile-missing')
    expect(effectOf(yearly, WISHES.down, context)).toBe('at-renewal')
  })

  it('R37 R42 refuses fewer licences than active users where they are asked for', () => {
    const context = by('2027-03-01', { activeSeats: 8 })
    expect(effectOf(yearly, { licences: 8 }, context)).toBe('at-renewal')
    expect(detailsOf(yearly, { licences: 7 }, context)).toEqual({ licences: 7, activeUsers: 8 })
    const fewer = having(yearly, { scheduled: { licences: 5 } })
    expect(effectOf(fewer, { plan: 'mail-lite' }, context)).toBe('at-renewal')
  })
})

describe('what is scheduled (R41)', () => {
  type Row = [string, Account, ScheduledChange, ChangeWish, unknown]
  const decided = (scheduled: ScheduledChange, replaces?: ScheduledChange) => ({
    effect: 'at-renewal',
    renewalDate: '2028-01-15',
    scheduled,
    ...(replaces ? { replaces } : {}),
  })
  const conflict = (...members: readonly string[]) => ({ members })

  it.each<Row>([
    [
      'is joined by another member',
      yearly,
      { licences: 8 },
      { plan: 'mail-lite' },
      decided({ licences: 8, plan: 'mail-lite' }),
    ],
    [
      'is replaced by a further downgrade, which says so',
      yearly,
      { licences: 8, plan: 'mail-lite' },
      { licences: 7 },
      decided({ licences: 7, plan: 'mail-lite' }, { licences: 8 }),
    ],
    [
      'is replaced by a smaller downgrade, which says so',
      yearly,
      { licences: 7 },
      { licences: 8 },
      decided({ licences: 8 }, { licences: 7 }),
    ],
    [
      'is not replaced where a member is asked for again',
      yearly,
      { licences: 8 },
      { licences: 8, plan: 'mail-lite' },
      decided({ licences: 8, plan: 'mail-lite' }),
    ],
    [
      'holds whole storage, which is replaced whole',
      yearly,
      { storage: [{ gb: 5, count: 1 }] },
      { storage: [{ gb: 25, count: 0 }] },
      decided({ storage: [] }, { storage: [{ gb: 5, count: 1 }] }),
    ],
    [
      'of a cancellation is replaced by a lower paid plan',
      professional,
      { plan: 'free' },
      { plan: 'standard', licences: 9 },
      decided({ plan: 'standard', licences: 9 }, { plan: 'free' }),
    ],
    [
      'of a cancellation stands against lower other members',
      yearly,
      { plan: 'free' },
      { licences: 9 },
      conflict('plan'),
    ],
    ['stands against a higher plan', yearly, { plan: 'free' }, { plan: 'professional' }, conflict('plan')],
    ['stands against its present value', yearly, { licences: 8 }, { licences: 10 }, conflict('licences')],
    [
      'stands against its present value beside an upgrade',
      yearly,
      { licences: 8 },
      { plan: 'professional', licences: 10 },
      conflict('licences'),
    ],
    [
      'stands against an upgrade of a member',
      yearly,
      { licences: 8 },
      { licences: 11 },
      conflict('licences'),
    ],
    [
      'stands against an upgrade of members, all named',
      yearly,
      { licences: 8, storage: [] },
      { licences: 11, storage: [{ gb: 50, count: 1 }] },
      conflict('licences', 'storage'),
    ],
    [
      'stands against other packs of the same total',
      yearly,
      { storage: [] },
      {
        storage: [
          { gb: 25, count: 0 },
          { gb: 5, count: 5 },
        ],
      },
      conflict('storage'),
    ],
    [
      'by the month stands against a plan of the year only, at once',
      yearly,
      { payPeriod: 'monthly' },
      { plan: 'mail-premium' },
      conflict('payPeriod'),
    ],
    [
      'by the month stands against a plan of the year only, at the renewal',
      professional,
      { payPeriod: 'monthly' },
      { plan: 'mail-premium' },
      conflict('payPeriod'),
    ],
    [
      'of a plan of the year only stands against the month',
      professional,
      { plan: 'mail-premium' },
      { payPeriod: 'monthly' },
      conflict('plan'),
    ],
  ])('%s', (_what, account, scheduled, wish, expected) =>
    expect(detailsOf(having(account, { scheduled }), wish)).toEqual(expected),
  )

  it('R41 by the year lets a monthly subscription go down to a plan of the year only', () =>
    expect(
      detailsOf(
        having(monthly, { scheduled: { payPeriod: 'yearly', licences: 9 } }),
        { plan: 'mail-lite' },
        IN_MARCH,
      ),
    ).toMatchObject({ scheduled: { payPeriod: 'yearly', licences: 9, plan: 'mail-lite' } }))

  it.each<[string, ScheduledChange, ChangeWish]>([
    ['the same', { licences: 8 }, { licences: 8 }],
    ['a part of it', { licences: 8, plan: 'mail-lite' }, { plan: 'mail-lite' }],
    ['the same beside what is as it is', { licences: 8 }, { licences: 8, plan: 'standard' }],
    [
      'the same packs',
      { storage: [{ gb: 5, count: 1 }] },
      {
        storage: [
          { gb: 5, count: 1 },
          { gb: 25, count: 0 },
        ],
      },
    ],
  ])('R41 is not scheduled again: %s', (_what, scheduled, wish) =>
    expect(effectOf(having(yearly, { scheduled }), wish)).toBe('nothing-to-change'),
  )

  it.each<[string, ScheduledChange, ChangeWish]>([
    ['more licences', { plan: 'mail-lite' }, { licences: 11 }],
    ['a higher plan', { licences: 8 }, { plan: 'professional' }],
    ['more storage, though it is cancelled', { plan: 'free' }, { storage: [{ gb: 50, count: 1 }] }],
  ])('R41 stays through an upgrade of other members: %s', (_what, scheduled, wish) =>
    expect(now(having(yearly, { scheduled }), wish, IN_MARCH).outcome.scheduled).toEqual(scheduled),
  )

  it('R41 stays when the pay period is raised, and waits for the new renewal', () => {
    const account = having(monthly, { scheduled: { licences: 8 } })
    expect(now(account, { payPeriod: 'yearly' }, IN_MARCH)).toMatchObject({
      outcome: { scheduled: { licences: 8 }, cycle: { anchor: '2027-03-01', renewal: 1 } },
      renewalDate: '2028-03-01',
    })
  })

  it('R41 with the pay period stands against raising it at once, also to what it holds', () => {
    const account = having(monthly, { scheduled: { licences: 8, payPeriod: 'yearly' } })
    const wish: ChangeWish = { payPeriod: 'yearly', storage: [{ gb: 50, count: 1 }] }
    expect(detailsOf(account, wish, IN_MARCH)).toEqual({ members: ['payPeriod'] })
  })
})

describe('the versions of the book (R42)', () => {
  const pinned = bought(BUY, by('2027-01-15', { books: BOOKS }))
  const onEarlier = having(pinned, {
    cycle: { anchor: '2027-01-15', renewal: 1, bookVersion: EARLIER_BOOK.version },
  })
  const context = by('2027-01-15', { books: BOOKS })
  const units = (wish: ChangeWish) =>
    now(onEarlier, wish, context).lines.map(({ amount, unit, plan, gb }) => [
      plan ?? gb,
      unit,
      Math.sign(amount),
    ])

  it('R42 charges a change at the prices of the pinned version', () => {
    expect(units({ licences: 11 })).toEqual([
      ['standard', 1_800, -1],
      ['standard', 1_800, 1],
    ])
    expect(now(onEarlier, { licences: 11 }, context).outcome.cycle.bookVersion).toBe(EARLIER_BOOK.version)
  })
  it('R42 charges what the pinned version lacks at the present price', () => {
    expect(units({ plan: 'professional' })).toEqual([
      ['standard', 1_800, -1],
      ['professional', 7_200, 1],
    ])
    expect(units({ storage: [{ gb: 200, count: 1 }] })).toEqual([[200, 20_000, 1]])
  })
  it('R41 R42 begins at the present version when the pay period is raised', () => {
    const account = having(bought({ ...BUY, payPeriod: 'monthly' }, by('2027-02-15', { books: BOOKS })), {
      cycle: { anchor: '2027-02-15', renewal: 1, bookVersion: EARLIER_BOOK.version },
    })
    const decided = now(account, { payPeriod: 'yearly' }, by('2027-03-01', { books: BOOKS }))
    expect(decided.lines.map(({ unit, amount }) => [unit, Math.sign(amount)])).toEqual([
      [200, -1],
      [250, -1],
      [3_600, 1],
      [2_500, 1],
    ])
    expect(decided.outcome.cycle).toEqual({ anchor: '2027-03-01', renewal: 1, bookVersion: '2027-1' })
  })
  it('R42 lets a plan be had by the month once a version sells it so', () => {
    expect(effectOf(monthly, { plan: 'mail-premium' }, by('2027-03-01', { books: LATER_BOOKS }))).toBe('now')
    expect(effectOf(free, { plan: 'mail-lite' }, by('2027-03-01', { books: LATER_BOOKS }))).toBe(
      'plan-yearly-only',
    )
  })
  it('R42 takes an imported subscription at the present version until its renewal', () => {
    const { cycle: _none, ...billing } = yearly.billing
    const imported = { customer: yearly.customer, billing }
    expect(now(imported, { licences: 11 }, by('2027-03-01'))).toMatchObject({
      list: now(yearly, { licences: 11 }, by('2027-03-01')).list,
      renewalDate: '2028-01-15',
      outcome: { cycle: { anchor: '2028-01-15', renewal: 0, bookVersion: '2027-1' } },
    })
  })
})

describe('a charge that is too large for the provider (R45)', () => {
  const most = { most: { currency: 'USD', minor: 99_999_999 } }
  const context = by('2027-03-01', { cardType: 'CC' })
  it('R45 is refused when it is bought', () => {
    expect(effectOf(free, { plan: 'professional', licences: 13_888 }, context)).toBe('now')
    expect(detailsOf(free, { plan: 'professional', licences: 13_889 }, context)).toEqual(most)
  })
  it('R45 is refused where only the next renewal would be', () => {
    const account = bought({ plan: 'professional', licences: 13_888 }, by('2027-01-15', { cardType: 'CC' }))
    expect(detailsOf(account, { licences: 13_889 }, context)).toEqual(most)
    const large = bought(
      { plan: 'standard', licences: 100_000, payPeriod: 'monthly' },
      by('2027-02-15', { cardType: 'CC' }),
    )
    const wish = { licences: 99_000, payPeriod: 'yearly' } as const
    expect(detailsOf(large, wish, context)).toEqual(most)
    expect(effectOf(large, wish, { ...context, cardType: undefined })).toBe('at-renewal')
  })
  it('R44 R45 is judged by what the card pays', () =>
    expect(effectOf(free, { plan: 'professional', licences: 13_889 }, by('2027-03-01'))).toBe('now'))
})
