import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScheduledChange, StoredPacks } from '../../shared/billing/billing.ts'
import {
  decideChange,
  type ChangeContext,
  type ChangeDecision,
  type ChangeNow,
} from '../../shared/billing/change.ts'
import { LEAST_CHARGE, MOST_CHARGE } from '../../shared/billing/charge.ts'
import { totalOf, type Line } from '../../shared/billing/lines.ts'
import { daysBetween } from '../../shared/billing/period.ts'
import { Quote, quoteOf } from '../../shared/billing/quote.ts'
import { renewalOf } from '../../shared/billing/renewal.ts'
import { scheduledChangeConflict } from '../../shared/billing/refusals.ts'
import { purchaseOf, type Account } from '../../shared/billing/subscription.ts'
import { membersOf, type ChangeWish } from '../../shared/billing/wish.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { Plan } from '../../shared/subscriptions/plan.ts'
import { after, BOOKS, bought, by, EARLIER_BOOK, having } from './accounts.ts'

/** How many changes are tried: 600 with the tests, 20,000 with the proof. */
const RUNS = { seed: 41, numRuns: process.env['PROOF'] ? 20_000 : 600 }

const plans = fc.constantFrom(...Plan.exclude(['free']).options)
const licences = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 100_000 }))
const payPeriods = fc.constantFrom('monthly' as const, 'yearly' as const)
const storages = fc.uniqueArray(
  fc.record({ gb: fc.constantFrom(5, 25, 50, 100, 200), count: fc.integer({ min: 0, max: 20 }) }),
  { selector: ({ gb }) => gb, minLength: 1 },
)
const wishes: fc.Arbitrary<ChangeWish> = fc.record(
  { plan: plans, licences, payPeriod: payPeriods, storage: storages },
  { requiredKeys: [] },
)
/** How far a subscription is raised: so many plans, licences and packs up. */
const raises = fc.record({
  plans: fc.integer({ min: 0, max: 2 }),
  licences: fc.integer({ min: 0, max: 20 }),
  packs: storages,
  isYearly: fc.boolean(),
})
type Raise = typeof raises extends fc.Arbitrary<infer R> ? R : never

/** The wish that raises what an account has bought; by the month only what is sold by the month. */
const raising = (account: Account, { plans: up, licences: more, packs, isYearly }: Raise): ChangeWish => {
  const { plan = 'standard', licences: had = 1, payPeriod, storage = [] } = purchaseOf(account) ?? {}
  const sold = isYearly || payPeriod === 'yearly' ? Plan.options : (['standard', 'professional'] as const)
  const rank = sold.findIndex((one) => one === plan) + up
  return {
    plan: sold[Math.min(rank, sold.length - 1)],
    licences: had + more,
    ...(isYearly ? { payPeriod: 'yearly' } : {}),
    storage: packs.map(({ gb, count }) => ({
      gb,
      count: count + (storage.find((pack) => pack.gb === gb)?.count ?? 0),
    })),
  }
}

const cardTypes = fc.constantFrom('RC' as const, 'CC' as const)
const dates = fc
  .integer({ min: 0, max: 2_000 })
  .map((days) => new Date(Date.UTC(2027, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))

/** What is decided, or `undefined` where the wish is refused. */
const decided = (account: Account, wish: ChangeWish, context: ChangeContext): ChangeDecision | undefined => {
  try {
    return decideChange(account, wish, context)
  } catch (thrown) {
    if (thrown instanceof Problem) return undefined
    throw thrown
  }
}

/** A customer that has bought something, and a day before its renewal. */
const customers = fc
  .record({
    date: dates,
    plan: plans,
    licences: fc.integer({ min: 1, max: 30 }),
    isMonthly: fc.boolean(),
    storage: storages,
    cardType: cardTypes,
    isEarlier: fc.boolean(),
    day: fc.nat(),
    carried: fc.integer({ min: -3, max: 62 }),
  })
  .map(({ date, plan, licences, isMonthly, storage, cardType, isEarlier, day, carried }) => {
    const payPeriod =
      isMonthly && (plan === 'standard' || plan === 'professional')
        ? ('monthly' as const)
        : ('yearly' as const)
    const account = bought({ plan, licences, payPeriod, storage }, by(date, { cardType, books: BOOKS }))
    const { renewalDate = date } = account.customer.subscription
    const later = new Date(Date.parse(date) + (day % daysBetween(date, renewalDate)) * 86_400_000)
    return {
      account: having(account, {
        carried,
        cycle: { anchor: date, renewal: 1, bookVersion: isEarlier ? EARLIER_BOOK.version : BOOKS[0].version },
      }),
      context: by(later.toISOString().slice(0, 10), { cardType, books: BOOKS }),
    }
  })

const scheduledChanges: fc.Arbitrary<ScheduledChange> = fc.oneof(
  fc.constant({ plan: 'free' as const }),
  fc.record(
    {
      licences: fc.constant(1),
      plan: fc.constant('mail-lite' as const),
      storage: fc.constant<StoredPacks>([]),
    },
    { requiredKeys: [] },
  ),
)

/** What the lines cost, save for what is carried. */
const own = (lines: readonly Line[]): number => totalOf(lines.filter(({ item }) => item !== 'carried'))

/** The packs of an outcome as a wish of the account, which names those that go. */
const allPacks = ({ billing }: Account, { outcome }: ChangeNow) => [
  ...billing.storage
    .filter(({ gb }) => !outcome.purchase.storage.some((pack) => pack.gb === gb))
    .map(({ gb }) => ({ gb, count: 0 })),
  ...outcome.purchase.storage,
]

describe('any change (R41)', () => {
  it('R41 R42 of two on one day costs what one costs', () => {
    let both = 0
    fc.assert(
      fc.property(customers, raises, raises, ({ account, context }, first, second) => {
        const one = decided(account, raising(account, first), context)
        if (one?.effect !== 'now') return
        const between = after(account, one, context.at)
        const other = decided(between, raising(between, second), context)
        if (other?.effect !== 'now') return
        const whole = decided(
          account,
          { ...other.outcome.purchase, storage: allPacks(account, other) },
          context,
        )
        if (whole?.effect !== 'now') throw new Error('The change as a whole waits')
        both += 1
        expect(own(one.lines) + own(other.lines)).toBe(own(whole.lines))
        expect(whole.outcome.purchase).toEqual(other.outcome.purchase)
        expect(whole.renewalDate).toBe(other.renewalDate)
      }),
      RUNS,
    )
    expect(both).toBeGreaterThan(200)
  })

  it('R41 R44 R45 is quoted as it is charged, to the list price, between the least and the most, and loses nothing', () => {
    let charges = 0
    fc.assert(
      fc.property(customers, fc.oneof(raises, wishes), ({ account, context }, change) => {
        const wish = 'packs' in change ? raising(account, change) : change
        const decision = decided(account, wish, context)
        if (!decision) return
        const quote = Quote.parse(quoteOf(decision, account, context))
        const carried = quote.carried?.minor ?? 0
        if (decision.effect === 'at-renewal') {
          expect([quote.list.minor, quote.charge.minor, carried]).toEqual([0, 0, account.billing.carried])
          return
        }
        charges += decision.charge > 0 ? 1 : 0
        expect([quote.charge.minor, quote.commission.minor]).toEqual([decision.charge, decision.commission])
        expect(quote.lines.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(decision.list)
        expect(decision.list).toBe(own(decision.lines) + account.billing.carried)
        expect(decision.discount + decision.charge + carried).toBe(decision.list)
        expect(decision.charge === 0 || decision.charge >= LEAST_CHARGE).toBe(true)
        expect(decision.charge).toBeLessThanOrEqual(MOST_CHARGE)
        expect(decision.outcome.carried).toBe(carried)
      }),
      RUNS,
    )
    expect(charges).toBeGreaterThan(200)
  })

  it('R41 R42 is followed by the renewal that was quoted, with what was carried', () => {
    fc.assert(
      fc.property(customers, wishes, ({ account, context }, wish) => {
        const decision = decided(account, wish, context)
        if (!decision) return
        const renewing = after(account, decision, context.at)
        const renewal = renewalOf(renewing, { ...context, terms: DEFAULT_TERMS })
        const { nextRenewal } = quoteOf(decision, account, context)
        expect(nextRenewal?.charge?.minor).toBe(renewal?.charge)
        expect(renewal?.list).toBe(own(renewal?.lines ?? []) + renewing.billing.carried)
        expect(nextRenewal?.renewalDate).toBe(decision.renewalDate)
      }),
      RUNS,
    )
  })

  it('R41 leaves what is scheduled, replaces it by name, or is a conflict', () => {
    const seen = { stays: 0, replaced: 0, conflict: 0 }
    fc.assert(
      fc.property(customers, scheduledChanges, wishes, ({ account: bare, context }, scheduled, wish) => {
        const { payPeriod } = bare.customer.subscription
        fc.pre(scheduled.plan !== 'mail-lite' || payPeriod === 'yearly')
        const account = having(bare, { scheduled })
        try {
          const decision = decideChange(account, wish, context)
          if (decision.effect === 'now') {
            expect(decision.outcome.scheduled).toEqual(scheduled)
            for (const member of membersOf(scheduled))
              expect(decision.outcome.purchase[member]).toEqual(purchaseOf(account)?.[member])
            seen.stays += 1
            return
          }
          const { replaces = {} } = decision
          for (const member of membersOf(scheduled)) {
            const isKept = JSON.stringify(decision.scheduled[member]) === JSON.stringify(scheduled[member])
            expect(replaces[member]).toEqual(isKept ? undefined : scheduled[member])
          }
          seen.replaced += membersOf(replaces).length
        } catch (thrown) {
          if (!(thrown instanceof Problem)) throw thrown
          if (thrown.type === scheduledChangeConflict) seen.conflict += 1
        }
      }),
      RUNS,
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  })
})
