import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import type { Payment, PaymentIn } from '../../shared/payments/payment.ts'
import { dueRelease } from '../../shared/payments/releasing.ts'
import { on } from '../billing/accounts.ts'
import { paidByCustomer } from './refunds.ts'

const at = on('2027-01-15')
const ends = plusDays(at, DEFAULT_TERMS.holdDays)

const succeeded = paidByCustomer()
const { closedAt: _at, providerIntent: _intent, refunded: _back, refunding: _open, ...asked } = succeeded
const pending: PaymentIn<'pending'> = { ...asked, state: 'pending' }
const { state: _pending, ...rest } = pending

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
