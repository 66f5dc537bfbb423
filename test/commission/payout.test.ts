import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  approve,
  markPaid,
  Payout,
  payoutTransitions,
  PayoutState,
  payoutView,
  redeemable,
  refuseFrozen,
  reject,
  staffPayout,
  type PayoutIn,
} from '../../shared/commission/payout.ts'
import { invoiceOf } from '../../shared/commission/records.ts'
import { PartnerId, PayoutId, PersonId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { ACCOUNTS, postedTo } from '../../shared/ledger/event.ts'
import { payoutEvent } from '../../shared/ledger/payout.ts'
import { problemOf } from '../support/describe/problem-of.ts'

const at = Instant.parse('2027-03-01T09:00:00.000Z')
const [approvedAt, closedAt] = [plusDays(at, 1), plusDays(at, 2)]
const person = (digit: number) => PersonId.parse(`per_0${digit}J00000000000000000000000`)
const [requester, approver, payer] = [person(1), person(2), person(3)]
const partnerId = PartnerId.parse('ptr_01J00000000000000000000000')
const usd = (minor: number) => ({ currency: 'USD', minor })

const requested: PayoutIn<'requested'> = {
  payoutId: PayoutId.parse('pyo_01J00000000000000000000000'),
  partnerId,
  requestedBy: requester,
  state: 'requested',
  currency: 'USD',
  amount: 12_000,
  invoiceReference: 'INV-1',
  requestedAt: at,
}
const approved = approve(requested, approver, approvedAt)
const rejection = { by: payer, reason: 'No such invoice.' }

const inState: Record<PayoutState, Payout> = {
  requested,
  approved,
  paid: markPaid(approved, payer, closedAt),
  rejected: reject(requested, rejection, closedAt),
}

const decisions = {
  approved: (payout: Payout, by = approver) => approve(payout, by, closedAt),
  paid: (payout: Payout, by = payer) => markPaid(payout, by, closedAt),
  rejected: (payout: Payout, by = payer) => reject(payout, { ...rejection, by }, closedAt),
} as const

const refusals = {
  approved: 'payout-not-requested',
  paid: 'payout-not-approved',
  rejected: 'payout-closed',
} as const

describe('deciding about a payout', () => {
  const lawful: Readonly<Record<PayoutState, readonly PayoutState[]>> = payoutTransitions
  const cases = PayoutState.options.flatMap((state) =>
    (['approved', 'paid', 'rejected'] as const).map((decision) => ({ state, decision })),
  )

  it.each(cases)('R48 $state → $decision', ({ state, decision }) => {
    const decide = () => decisions[decision](inState[state])
    if (lawful[state].includes(decision)) expect(decide()).toMatchObject({ state: decision })
    else expect(problemOf(decide)).toEqual({ code: refusals[decision], details: { state } })
  })

  it.each([
    ['approved', 'its requester', requested, requester],
    ['paid', 'its requester', approved, requester],
    ['paid', 'its approver', approved, approver],
  ] as const)('R48 never $0 by $1', (decision, _who, payout, by) => {
    expect(problemOf(() => decisions[decision](payout, by))).toEqual({ code: 'four-eyes', details: {} })
  })

  it.each([
    ['requested', requester],
    ['approved', approver],
  ] as const)('R48 rejected by anybody: %s', (state, by) => {
    expect(decisions.rejected(inState[state], by)).toMatchObject({ state: 'rejected', rejectedBy: by })
  })

  /** What each state has beside what every payout has. */
  const approval = { approvedAt, approvedBy: approver }
  const OWN = {
    requested: {},
    approved: approval,
    paid: { ...approval, paidAt: closedAt, paidBy: payer },
    rejected: { rejectedAt: closedAt, rejectedBy: payer, reason: rejection.reason },
  } as const satisfies Record<PayoutState, object>

  it.each(PayoutState.options)('R48 the members of a payout are exactly those of its state: %s', (state) => {
    const expected = { ...requested, state, ...OWN[state] }
    expect(inState[state]).toStrictEqual(expected)
    expect(Payout.parse({ ...expected, more: 1 })).toStrictEqual(expected)
    for (const member of Object.keys(OWN[state]))
      expect(Payout.safeParse({ ...expected, [member]: undefined }).success).toBe(false)
  })

  it('R48 a rejection keeps that it was approved', () => {
    expect(decisions.rejected(approved)).toStrictEqual({
      ...requested,
      ...approval,
      ...OWN.rejected,
      state: 'rejected',
    })
  })

  it('R48 names no person to the partner, and the partner to finance', () => {
    const shown = {
      payoutId: requested.payoutId,
      amount: usd(12_000),
      invoiceReference: 'INV-1',
      requestedAt: at,
    }
    expect(payoutView(requested)).toEqual({ ...shown, state: 'requested' })
    expect(payoutView(approved)).toEqual({ ...shown, state: 'approved', approvedAt })
    expect(payoutView(inState.paid)).toEqual({ ...shown, state: 'paid', approvedAt, paidAt: closedAt })
    const rejected = { ...shown, state: 'rejected', rejectedAt: closedAt, reason: rejection.reason }
    expect(payoutView(inState.rejected)).toEqual(rejected)
    expect(payoutView(decisions.rejected(approved))).toEqual({ ...rejected, approvedAt })
    expect(staffPayout(inState.rejected)).toEqual({ ...rejected, partnerId })
  })
})

describe('how much is paid out', () => {
  const of = (available: number, isInvoiceUsed = false) =>
    ({ currency: 'USD', available, threshold: 10_000, isInvoiceUsed }) as const

  it.each([
    [undefined, 12_000, 12_000],
    [undefined, 10_000, 10_000],
    [10_000, 12_000, 10_000],
    [12_000, 12_000, 12_000],
  ])('R48 %s of %i: %i', (asked, available, amount) => {
    expect(redeemable(asked, of(available))).toBe(amount)
  })

  const tooMuch = (available: number) => ({
    code: 'insufficient-available',
    details: { available: usd(available) },
  })
  const tooLittle = { code: 'below-threshold', details: { threshold: usd(10_000) } }
  const used = { code: 'invoice-already-used', details: {} }
  const outstanding = { code: 'claw-back-outstanding', details: {} }

  it.each([
    [12_001, of(12_000), tooMuch(12_000)],
    [10_000, of(9_999), tooMuch(9_999)],
    [1, of(0), tooMuch(0)],
    [9_999, of(12_000), tooLittle],
    [undefined, of(9_999), tooLittle],
    [undefined, of(0), tooLittle],
    [12_001, of(12_000, true), used],
    [1, of(12_000, true), used],
    [10_000, of(-1), outstanding],
    [undefined, of(-2_400, true), outstanding],
  ])('R48 refuses %s of %o', (asked, redeeming, refusal) => {
    expect(problemOf(() => redeemable(asked, redeeming))).toEqual(refusal)
  })

  it('R48 is never more than is available, nor below the threshold', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(30_000), { nil: undefined }),
        fc.integer({ min: -5_000, max: 30_000 }),
        (asked, available) => {
          let amount: number
          try {
            amount = redeemable(asked, of(available))
          } catch {
            return
          }
          expect(amount).toBe(asked ?? available)
          expect(amount).toBeLessThanOrEqual(available)
          expect(amount).toBeGreaterThanOrEqual(10_000)
        },
      ),
    )
  })
})

describe('what freezes a payout', () => {
  it.each([
    ['active', 0, undefined],
    ['active', -1, 'claw-back-outstanding'],
    ['deactivated', 0, 'payouts-frozen'],
    ['deactivated', -1, 'payouts-frozen'],
  ] as const)('R8 R48 %s, %i available: %s', (status, available, code) => {
    if (code) expect(problemOf(() => refuseFrozen({ status }, available))).toEqual({ code, details: {} })
    else expect(() => refuseFrozen({ status }, available)).not.toThrow()
  })
})

describe('the invoice of a payout', () => {
  const digest = (invoiceReference: string) => invoiceOf({ partnerId, invoiceReference }).digest

  it.each([
    ['INV-1', 'inv-1'],
    ['INV-1', ' INV-1 '],
    ['STRASSE 1', 'Straße 1'],
    ['INV-1', 'ＩＮＶ-１'],
    ['INV-1', 'INV-\u200B1'],
    ['INV-É1', ' inv-e\u03011'],
  ])('R48 %j is %j', (one, other) => {
    expect(digest(one)).toBe(digest(other))
  })

  it.each([
    ['INV-1', 'INV-2'],
    ['INV-1', 'INV 1'],
    ['INV-É1', 'INV-E1'],
    ['ใบ 1', 'ใบ 2'],
  ])('R48 %j is not %j', (one, other) => {
    expect(digest(one)).not.toBe(digest(other))
  })
})

describe('what a payout means in the ledger', () => {
  it.each([
    ['requested', { available: 12_000, reserved: -12_000 }],
    ['rejected', { available: -12_000, reserved: 12_000 }],
    ['paid', { reserved: 12_000, paidOut: -12_000 }],
  ] as const)('R47 R48 %s', (step, moved) => {
    const event = payoutEvent(requested, step, closedAt)
    const { payoutId } = requested
    expect(event).toMatchObject({
      kind: 'payout',
      eventId: `${payoutId}#${step}`,
      payoutId,
      step,
      at: closedAt,
      partnerId,
    })
    const sums = ACCOUNTS.map((account) => [account, postedTo(event, account)] as const)
    expect(Object.fromEntries(sums.filter(([, amount]) => amount !== 0))).toEqual(moved)
    expect(sums.reduce((sum, [, amount]) => sum + amount, 0)).toBe(0)
  })
})
