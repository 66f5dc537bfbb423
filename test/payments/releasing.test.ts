import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import type { Payment, PaymentIn } from '../../shared/payments/payment.ts'
import { dueRelease } from '../../shared/payments/releasing.ts'
import { customerId, on, partnerId, paymentId } from '../billing/accounts.ts'

const at = on('2027-01-15')
const ends = plusDays(at, DEFAULT_TERMS.holdDays)

const pending: PaymentIn<'pending'> = {
  paymentId,
  customerId,
  partnerId,
  purpose: 'purchase',
  profile: {
    cardType: 'CC',
    ownerId: customerId,
    providerCustomer: 'cus_1',
    paymentMethod: 'pm_1',
    brand: 'visa',
    last4: '4242',
    expiresAt: '2030-04',
  },
  currency: 'USD',
  list: 10_000,
  discount: 0,
  charge: 10_000,
  commission: 2_000,
  ...DEFAULT_TERMS,
  periodStart: '2027-01-15',
  createdAt: at,
  intendedAt: at,
  state: 'pending',
}
const { state: _pending, ...rest } = pending
const taken = { closedAt: at, providerIntent: 'pi_1', refunded: 0, refunding: 0 }
const succeeded: PaymentIn<'succeeded'> = { ...rest, ...taken, state: 'succeeded' }

describe('the release of a commission that is due', () => {
  it.each<[string, Payment | undefined, string, string]>([
    ['of a payment that is unknown', undefined, 'finish', 'finish'],
    ['pending', pending, 'finish', 'finish'],
    ['declined', { ...rest, state: 'declined', closedAt: at, reason: 'declined' }, 'finish', 'finish'],
    ['failed', { ...rest, state: 'failed', closedAt: at }, 'finish', 'finish'],
    ['held', succeeded, 'move', 'release'],
    ['held, on a reseller’s card', { ...succeeded, commission: 0 }, 'finish', 'finish'],
    ['held, a refund pending', { ...succeeded, refunding: 10_000 }, 'move', 'release'],
    ['held, refunded but for what rounds to nothing', { ...succeeded, refunded: 9_999 }, 'finish', 'finish'],
    ['held, half refunded', { ...succeeded, refunded: 5_000 }, 'move', 'release'],
    ['held, all refunded', { ...succeeded, refunded: 10_000 }, 'finish', 'finish'],
    ['released', { ...succeeded, releasedAt: ends }, 'finish', 'finish'],
  ])('R47 %s', (_state, payment, before, after) => {
    expect([dueRelease(payment, plusMillis(ends, -1)).act, dueRelease(payment, ends).act]).toEqual([
      before,
      after,
    ])
  })
})
