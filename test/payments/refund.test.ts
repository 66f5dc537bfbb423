import { describe, expect, it } from 'vitest'
import { Problem } from '../../shared/kernel/problem.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { leftOf, refundable, refundTransitions, refundView, sharesOf } from '../../shared/payments/refund.ts'
import {
  disputeRefund,
  isDisputeOf,
  refundMeaningOf,
  type RefundNews,
} from '../../shared/payments/refund-event.ts'
import { disputeRefundId } from '../../shared/payments/refund-records.ts'
import { paymentId, on } from '../billing/accounts.ts'
import { paid, paidByCustomer, refundId, REFUNDS } from './refunds.ts'

const usd = (minor: number) => ({ currency: 'USD', minor }) as const
const payment = paidByCustomer()

const refusalOf = (decide: () => unknown): string => {
  try {
    decide()
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.type.code
    throw thrown
  }
  return 'none'
}

const {
  state: _state,
  closedAt: _closed,
  providerIntent: _intent,
  refunded: _refunded,
  refunding: _refunding,
  ...pinned
} = payment
const PAYMENTS = {
  pending: { ...pinned, state: 'pending' },
  succeeded: payment,
  declined: { ...pinned, state: 'declined', closedAt: payment.closedAt, reason: 'declined' },
  failed: { ...pinned, state: 'failed', closedAt: payment.closedAt },
} as const satisfies Record<string, Payment>

describe('how much of a payment can be given back', () => {
  it.each([
    ['pending', 'payment-not-refundable'],
    ['succeeded', 'none'],
    ['declined', 'payment-not-refundable'],
    ['failed', 'payment-not-refundable'],
  ] as const)('R46 of one that is %s: %s', (state, refusal) => {
    for (const asked of [undefined, 1])
      expect(refusalOf(() => refundable(PAYMENTS[state], asked))).toBe(refusal)
  })

  it.each([
    [{}, undefined, 10_000],
    [{}, 10_000, 10_000],
    [{}, 10_001, 'refund-exceeds-payment'],
    [{ refunded: 4_000 }, undefined, 6_000],
    [{ refunded: 4_000, refunding: 5_000 }, undefined, 1_000],
    [{ refunded: 4_000, refunding: 5_000 }, 1_001, 'refund-exceeds-payment'],
    [{ refunding: 10_000 }, undefined, 'payment-not-refundable'],
    [{ refunded: 10_000 }, undefined, 'payment-not-refundable'],
    [{ refunded: 10_000 }, 1, 'refund-exceeds-payment'],
  ] as const)('R46 after %j, asked for %s: %s', (so, asked, expected) => {
    const of = paidByCustomer(so)
    if (typeof expected === 'string') expect(refusalOf(() => refundable(of, asked))).toBe(expected)
    else expect(refundable(of, asked)).toEqual({ payment: of, amount: expected })
  })

  it('R46 tells what is left where more is asked for', () =>
    expect(() => refundable(paidByCustomer({ refunded: 1, refunding: 2 }), 10_000)).toThrow(
      expect.objectContaining({ details: { left: usd(9_997) } }),
    ))
})

describe('a refund', () => {
  it('R46 is final once it has succeeded or failed', () =>
    expect(refundTransitions).toEqual({ pending: ['succeeded', 'failed'], succeeded: [], failed: [] }))

  it.each([
    ['pending', { list: usd(1_000), clawedBack: usd(200) }],
    ['succeeded', { list: usd(1_000), clawedBack: usd(200), closedAt: REFUNDS.succeeded.closedAt }],
    ['failed', { list: usd(0), clawedBack: usd(0), closedAt: REFUNDS.failed.closedAt }],
  ] as const)('R46 that is %s says what it gives back', (state, shown) =>
    expect(refundView(REFUNDS[state], payment)).toMatchObject({ state, amount: usd(1_000), ...shown }),
  )

  it('R46 shows its note', () =>
    expect(refundView({ ...REFUNDS.pending, note: 'Asked by phone' }, payment)).toMatchObject({
      note: 'Asked by phone',
    }))
})

const told = {
  refund: 're_1',
  refundId,
  paymentId,
  intent: 'pi_1',
  amount: 1_000,
  currency: 'usd',
} as const
const NEWS = {
  succeeded: { ...told, state: 'succeeded' },
  failed: { ...told, state: 'failed' },
  open: { ...told, state: 'open' },
  another: { ...told, refund: 're_2', state: 'succeeded' },
} as const satisfies Record<string, RefundNews>

const EXPECTED = {
  pending: { succeeded: 'awaited', failed: 'awaited', open: 'not-settled', another: 'awaited' },
  succeeded: { succeeded: 'old', failed: 'came-back', open: 'old', another: 'unmatched' },
  failed: { succeeded: 'unmatched', failed: 'old', open: 'old', another: 'unmatched' },
} as const

describe('what news of a refund mean', () => {
  it.each(
    (['pending', 'succeeded', 'failed'] as const).flatMap((state) =>
      (['succeeded', 'failed', 'open', 'another'] as const).map((what) => ({ state, what })),
    ),
  )('R46 for one that is $state, of one there that is $what', ({ state, what }) =>
    expect(refundMeaningOf(REFUNDS[state], payment, NEWS[what])).toMatchObject({ is: EXPECTED[state][what] }),
  )

  it('R46 are the outcome of the refund', () => {
    const { pending: refund } = REFUNDS
    expect(refundMeaningOf(refund, payment, NEWS.succeeded)).toEqual({
      is: 'awaited',
      refund,
      result: { outcome: 'succeeded', refund: 're_1' },
    })
    expect(refundMeaningOf(refund, payment, NEWS.failed)).toMatchObject({ result: { outcome: 'failed' } })
  })

  it.each<[string, Partial<RefundNews>]>([
    ['refund', { refundId: `rfd_${'2'.repeat(26)}` }],
    ['charge', { intent: 'pi_2' }],
    ['amount', { amount: 999 }],
    ['currency', { currency: 'thb' }],
  ])('R46 are nothing to a refund of another %s', (_what, other) => {
    for (const refund of Object.values(REFUNDS))
      for (const news of Object.values(NEWS))
        expect(refundMeaningOf(refund, payment, { ...news, ...other })).toEqual({ is: 'unmatched' })
  })
})

describe('a dispute that was lost', () => {
  it.each([
    [{ intent: 'pi_1', currency: 'usd' }, true],
    [{ intent: 'pi_1', currency: 'eur' }, false],
    [{ intent: 'pi_2', currency: 'usd' }, false],
  ])('R46 is of a payment by its charge and currency: %j %s', (dispute, isOf) =>
    expect(isDisputeOf(payment, dispute)).toBe(isOf),
  )

  const at = on('2027-03-01')
  const lost = (amount: number, so: Parameters<typeof paidByCustomer>[0] = {}) =>
    disputeRefund(paidByCustomer(so), { dispute: 'du_1', amount }, { refundId, at, intendedAt: at })

  it.each([
    [10_000, {}, 10_000],
    [4_000, {}, 4_000],
    [10_000, { refunded: 7_000 }, 3_000],
    [2_000, { refunded: 7_000 }, 2_000],
    [10_000, { refunded: 10_000 }, undefined],
  ])('R46 of %i after %j takes %s back, never beyond what is left', (amount, so, expected) =>
    expect(lost(amount, so)?.amount).toBe(expected),
  )

  it('R46 is a refund with that reason, done at once, and takes commission back', () => {
    expect(lost(10_000, { refunded: 7_000 })).toMatchObject({
      state: 'succeeded',
      reason: 'dispute',
      providerRefund: 'du_1',
      closedAt: at,
      list: 3_000,
      clawedBack: 600,
    })
  })

  it('R46 has an id of its own that stays the same, so that it is recorded once', () => {
    const [id, again, other] = ['du_1', 'du_1', 'du_2'].map((dispute) => disputeRefundId(payment, dispute))
    expect(id).toBe(again)
    expect(other).not.toBe(id)
  })
})

describe('what is given back of a reseller’s payment', () => {
  it('R46 is list price and discount in proportion', () => {
    const of = paid({ cardType: 'RC', list: 36_000, discount: 7_200, charge: 28_800, commission: 0 })
    expect(sharesOf(of, 28_800)).toEqual({ list: 36_000, discount: 7_200, clawedBack: 0 })
    expect(leftOf({ ...of, refunded: 8_800 })).toBe(20_000)
  })
})
