import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeOf } from '../../shared/billing/charge.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { RefundId } from '../../shared/kernel/id.ts'
import { mulDiv } from '../../shared/kernel/money.ts'
import { ACCOUNTS, postedTo, type AccountName, type LedgerEvent } from '../../shared/ledger/event.ts'
import {
  chargePosted,
  commissionPosted,
  redeemableBalanceRecord,
  shardsOf,
  ledgerBalanceRecord,
  totalOf,
} from '../../shared/ledger/records.ts'
import { chargeEvent, heldOf, refundEvent, releaseEvent } from '../../shared/ledger/sale.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import { sharesOf } from '../../shared/payments/refund.ts'
import { CardType } from '../../shared/subscriptions/plan.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import { on, partnerId } from '../billing/accounts.ts'
import { memoryTable } from '../support/table/memory-table.ts'
import { paid } from '../payments/refunds.ts'

const at = on('2027-02-01')

type Paid = PaymentIn<'succeeded'>

const idOf = (serial: number): RefundId => RefundId.parse(`rfd_${String(serial).padStart(26, '0')}`)

/** A step of what follows a charge: the amount of a refund, or the release of the commission. */
type Step = number | 'release'

/** The events of a payment, its refunds and its release, in this order. */
const eventsOf = (payment: Paid, steps: readonly Step[]): LedgerEvent[] => {
  let now = payment
  const following = steps.map((step, serial): LedgerEvent => {
    const before = now
    if (step === 'release') {
      now = { ...now, releasedAt: at }
      return releaseEvent(before, at)
    }
    now = { ...now, refunded: now.refunded + step }
    return refundEvent(before, { refundId: idOf(serial), amount: step }, at)
  })
  return [chargeEvent(payment), ...following]
}

const balancesOf = (events: readonly LedgerEvent[]): Record<AccountName, number> =>
  totalOf(
    events.map((event) => Object.fromEntries(ACCOUNTS.map((account) => [account, postedTo(event, account)]))),
  )

const NOTHING = balancesOf([])

/** A payment, amounts of refunds that are all of it together, and where in them its commission is released, if it is. */
const refundedPayments = fc
  .record({
    cardType: fc.constantFrom(...CardType.options),
    list: fc.integer({ min: 50, max: 99_999_999 }),
    discountBps: fc.integer({ min: 0, max: 9_900 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
    releasedAfter: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
  })
  .map(({ cardType, list, discountBps, cuts, releasedAfter }) => {
    const amounts = chargeOf(list, cardType, { ...DEFAULT_TERMS, discountBps })
    const payment = paid({ ...amounts, cardType, list, discountBps })
    const { charge } = payment
    const bounds = [0, ...cuts.map((cut) => Math.floor(cut * charge)), charge].sort((a, b) => a - b)
    const parts = bounds.slice(1).map((bound, index) => bound - (bounds[index] ?? 0))
    return { payment, parts: parts.filter((part) => part > 0), releasedAfter }
  })
  .filter(({ payment }) => payment.charge > 0)

const withRelease = (parts: readonly number[], after: number | undefined): Step[] =>
  after === undefined ? [...parts] : [...parts.slice(0, after), 'release', ...parts.slice(after)]

describe('what a refund means in the ledger', () => {
  it('R46 claws commission back in proportion to the cent: 45.00 at 1750 bps in three times 15.00 (example 9)', () => {
    const payment = paid({
      cardType: 'CC',
      list: 4_500,
      charge: 4_500,
      discount: 0,
      commission: 788,
      discountBps: 1_750,
    })
    const [, ...refunds] = eventsOf(payment, [1_500, 1_500, 1_500])
    expect(refunds.map((event) => postedTo(event, 'commission'))).toEqual([-263, -262, -263])
    expect(refunds.map((event) => postedTo(event, 'held'))).toEqual([263, 262, 263])
    expect(balancesOf(eventsOf(payment, [1_500, 1_500, 1_500]))).toEqual(NOTHING)
  })

  it('R46 claws back what was released and paid out: available falls below zero, and the next commission makes up for it (example 10)', () => {
    const sale = (charge: number) =>
      paid({ cardType: 'CC', list: charge, charge, discount: 0, commission: mulDiv(charge, 2_000, 10_000) })
    const available = (sales: readonly LedgerEvent[], paidOut: number): number =>
      0 - balancesOf(sales).available - paidOut
    const first = eventsOf(sale(60_000), ['release', 12_000])
    expect(available(first, 12_000)).toBe(-2_400)
    const next = eventsOf(sale(20_000), ['release'])
    expect(available([...first, ...next], 12_000)).toBe(1_600)
  })

  it('R44 R46 gives list price and discount of a reseller’s card back in proportion (example 12)', () => {
    const payment = paid({ cardType: 'RC', list: 36_000, discount: 7_200, charge: 28_800, commission: 0 })
    expect(sharesOf(payment, 10_000)).toEqual({ list: 12_500, discount: 2_500, clawedBack: 0 })
    const [, refund] = eventsOf(payment, [10_000])
    expect(refund?.postings).toEqual([
      { account: 'cash', amount: -10_000 },
      { account: 'sales', amount: 12_500 },
      { account: 'discounts', amount: -2_500 },
    ])
  })

  it('R46 reversing reverses: refunds of all of a payment leave nothing on any account, released or not', () =>
    fc.assert(
      fc.property(refundedPayments, ({ payment, parts, releasedAfter }) => {
        const events = eventsOf(payment, withRelease(parts, releasedAfter))
        expect(balancesOf(events)).toEqual(NOTHING)
        for (const { postings } of events)
          expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
      }),
    ))

  it('R46 the order of refunds does not matter, nor how a total is divided', () =>
    fc.assert(
      fc.property(refundedPayments, fc.nat(), ({ payment, parts, releasedAfter }, rotation) => {
        const some = parts.slice(0, -1)
        const turn = some.length === 0 ? 0 : rotation % some.length
        const turned = [...some.slice(turn), ...some.slice(0, turn)].toReversed()
        const total = some.reduce((sum, part) => sum + part, 0)
        const expected = balancesOf(eventsOf(payment, some))
        expect(balancesOf(eventsOf(payment, turned))).toEqual(expected)
        expect(balancesOf(eventsOf(payment, total === 0 ? [] : [total]))).toEqual(expected)
        const { held, available, ...others } = balancesOf(eventsOf(payment, withRelease(some, releasedAfter)))
        const { held: heldBefore, available: availableBefore, ...othersBefore } = expected
        expect(others).toEqual(othersBefore)
        expect(held + available).toBe(heldBefore + availableBefore)
      }),
    ))

  it('R46 what was clawed back by a total is in proportion to it, and what is held is the rest', () =>
    fc.assert(
      fc.property(refundedPayments, ({ payment, parts }) => {
        const [first = 0, ...rest] = parts
        const refunded = rest.length === 0 ? 0 : first
        const { commission, charge } = payment
        const clawedBack = mulDiv(commission, refunded, charge)
        expect(heldOf({ ...payment, refunded })).toBe(commission - clawedBack)
        expect(heldOf({ ...payment, refunded, releasedAt: at })).toBe(0)
        expect(clawedBack).toBeLessThanOrEqual(commission)
      }),
    ))

  it('R46 R47 replays change nothing: each event is posted once, with every balance that it moves', () =>
    fc.assert(
      fc.asyncProperty(refundedPayments, async ({ payment, parts, releasedAfter }) => {
        const table = memoryTable()
        const commit = (event: LedgerEvent, commitId: string) => {
          if (event.kind === 'payout') throw new Error('No payout follows from a payment')
          const changes = event.kind === 'charge' ? chargePosted(event) : commissionPosted(event)
          return commitChanges(table, changes, {
            at,
            actor: { kind: 'function', name: 'test' },
            commitId,
            salt: 'salt',
          })
        }
        const events = eventsOf(payment, withRelease(parts, releasedAfter))
        for (const event of events) {
          expect(await commit(event, event.eventId)).toBe(true)
          const once = table.items()
          expect(await commit(event, `${event.eventId} again`)).toBe(false)
          expect(table.items()).toEqual(once)
        }
        const { findAll, find } = reader(table)
        const total = totalOf([
          ...(await findAll(ledgerBalanceRecord, shardsOf(partnerId, 'USD'))),
          await find(redeemableBalanceRecord, { partnerId, currency: 'USD' }),
        ])
        expect(total).toEqual(balancesOf(events))
      }),
      { numRuns: 30 },
    ))
})
