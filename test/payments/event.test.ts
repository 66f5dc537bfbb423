import { describe, expect, it } from 'vitest'
import { meaningOf, surface, type IntentNews } from '../../shared/payments/event.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { customerId, on, partnerId, paymentId } from '../billing/accounts.ts'

const profile = {
  cardType: 'CC',
  ownerId: customerId,
  providerCustomer: 'cus_payer',
  paymentMethod: 'pm_card',
  brand: 'visa',
  last4: '4242',
  expiresAt: '2030-04',
} as const

const pinned = {
  paymentId,
  customerId,
  partnerId,
  purpose: 'purchase',
  profile,
  currency: 'USD',
  list: 1_000,
  discount: 0,
  charge: 1_000,
  commission: 200,
  discountBps: 2_000,
  holdDays: 30,
  periodStart: '2027-01-15',
  createdAt: on('2027-01-15'),
  intendedAt: on('2027-01-15'),
} as const
const closedAt = on('2027-01-16')
const surfaced = { providerIntent: 'pi_1', providerRefund: 're_1', at: closedAt }

const PAYMENTS = {
  pending: { ...pinned, state: 'pending' },
  succeeded: { ...pinned, state: 'succeeded', closedAt, providerIntent: 'pi_1', refunded: 0, refunding: 0 },
  declined: { ...pinned, state: 'declined', closedAt, reason: 'declined' },
  failed: { ...pinned, state: 'failed', closedAt },
  surfaced: { ...pinned, state: 'failed', closedAt, surfaced },
} as const satisfies Record<string, Payment>

const intent = {
  intent: 'pi_1',
  paymentId,
  customerId,
  providerCustomer: 'cus_payer',
  amount: 1_000,
  currency: 'usd',
} as const
const NEWS = {
  succeeded: { ...intent, state: 'succeeded' },
  declined: { ...intent, state: 'declined', reason: 'authentication-required' },
  open: { ...intent, state: 'open' },
  another: { ...intent, intent: 'pi_2', state: 'succeeded' },
} as const satisfies Record<string, IntentNews>

const EXPECTED = {
  pending: { succeeded: 'awaited', declined: 'awaited', open: 'not-settled', another: 'awaited' },
  succeeded: { succeeded: 'old', declined: 'old', open: 'old', another: 'unmatched' },
  declined: { succeeded: 'surfaced', declined: 'old', open: 'old', another: 'surfaced' },
  failed: { succeeded: 'surfaced', declined: 'old', open: 'old', another: 'surfaced' },
  surfaced: { succeeded: 'old', declined: 'old', open: 'old', another: 'unmatched' },
} as const

describe('what news of an intent mean', () => {
  it.each(
    Object.entries(PAYMENTS).flatMap(([state, payment]) =>
      Object.entries(NEWS).map(([what, news]) => ({ state, payment, what, news })),
    ),
  )('R45 for a payment that is $state, of an intent that is $what', ({ state, payment, what, news }) => {
    const expected = Object.entries(EXPECTED).find(([of]) => of === state)?.[1]
    const is = Object.entries(expected ?? {}).find(([of]) => of === what)?.[1]
    expect(meaningOf(payment, news)).toMatchObject({ is })
  })

  it('R45 are the outcome of the charge', () => {
    const { pending: payment } = PAYMENTS
    expect(meaningOf(payment, NEWS.succeeded)).toEqual({
      is: 'awaited',
      payment,
      result: { outcome: 'succeeded', intent: 'pi_1' },
    })
    expect(meaningOf(payment, NEWS.declined)).toEqual({
      is: 'awaited',
      payment,
      result: { outcome: 'declined', reason: 'authentication-required' },
    })
    const { reason: _unsaid, ...declined } = NEWS.declined
    expect(meaningOf(payment, declined)).toMatchObject({ result: { reason: 'declined' } })
  })

  it.each<[string, Partial<IntentNews>]>([
    ['payment', { paymentId: `pay_${'2'.repeat(26)}` }],
    ['customer', { customerId: `cus_${'2'.repeat(26)}` }],
    ['payer', { providerCustomer: 'cus_another' }],
    ['amount', { amount: 999 }],
    ['currency', { currency: 'thb' }],
  ])('R45 are nothing to a payment of another %s', (_what, other) => {
    for (const payment of Object.values(PAYMENTS))
      for (const news of Object.values(NEWS))
        expect(meaningOf(payment, { ...news, ...other })).toEqual({ is: 'unmatched' })
  })

  it.each(['customerId', 'providerCustomer'] as const)('R45 are unmatched without %s', (member) => {
    const { [member]: _left, ...news } = NEWS.succeeded
    expect(meaningOf(PAYMENTS.pending, news)).toEqual({ is: 'unmatched' })
  })

  it('R45 are unmatched where the payment is not known', () => {
    expect(meaningOf(undefined, NEWS.succeeded)).toEqual({ is: 'unmatched' })
  })

  it('R45 note money that surfaced, and what gave it back', () => {
    const { failed } = PAYMENTS
    expect(surface(failed, { intent: 'pi_1', refund: 're_1' }, closedAt)).toEqual(PAYMENTS.surfaced)
    const kept = { providerIntent: 'pi_1', at: closedAt }
    expect(surface(failed, { intent: 'pi_1' }, closedAt)).toEqual({ ...failed, surfaced: kept })
  })
})
