import { describe, expect, it } from 'vitest'
import { commissionView } from '../../shared/commission/commission.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'

describe('R47 commission as its partner sees it', () => {
  it('shows what is owed to the partner, which is on the credit side, as positive amounts, and nothing of other accounts', () => {
    const balances = {
      cash: 36_000,
      sales: -36_000,
      discounts: 0,
      commission: 7_200,
      held: -4_000,
      available: -2_000,
      reserved: -1_000,
      paidOut: -200,
    }
    const usd = (minor: number) => ({ currency: 'USD', minor })
    expect(commissionView(balances, DEFAULT_TERMS, 'USD')).toEqual({
      currency: 'USD',
      held: usd(4_000),
      available: usd(2_000),
      reserved: usd(1_000),
      paidOut: usd(200),
      terms: { discountBps: 2_000, holdDays: 30, threshold: usd(10_000) },
    })
  })
})
