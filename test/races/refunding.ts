import { expect } from 'vitest'
import { handler as refunding } from '../../functions/payments/refund-payment.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { refundPayment } from '../../shared/payments/contract.ts'
import { RENEWAL } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import type { TestTable } from '../support/table/test-table.ts'
import { refundsIn } from './books.ts'
import { useCharging } from './charging.ts'

/** Why a refund is refused that meets another. */
export const NOTHING_LEFT = ['refund-exceeds-payment', 'payment-not-refundable']

interface Refunding {
  readonly finance: arrange.Somebody
  readonly payment: { readonly paymentId: string }
}

/** The same, and sales that are refunded. */
export const useRefunding = (table: TestTable) => {
  const charging = useCharging(table)
  const { own } = charging
  const made = async () => refundsIn(await table.items()).filter(({ state }) => state === 'succeeded')
  return {
    ...charging,
    /** A sale of 40.00 by the month on the customer's card, a day before its renewal unless told, and somebody of finance. */
    selling: (at = plusDays(RENEWAL, -1)) =>
      table.arranged(async () => {
        await arrange.advanceClockTo(plusDays(RENEWAL, -1))
        const finance = await arrange.staff('finance')
        const sold = await arrange.sold({ payPeriod: 'monthly', cardType: 'CC', anchor: '2031-01-15' })
        await arrange.bind(finance)
        await arrange.advanceClockTo(at)
        return { ...sold, finance }
      }),
    refund: (
      { finance, payment: { paymentId } }: Refunding,
      { amount, ...more }: { readonly amount?: number; readonly endsSubscription?: boolean },
      idempotencyKey: string,
    ) => {
      const money = amount === undefined ? {} : { amount: { currency: 'USD', minor: amount } }
      const input = { paymentId, reason: 'requested', ...money, ...more }
      return call(refundPayment, refunding, finance, input, { idempotencyKey })
    },
    /** The refunds that have gone through. */
    made,
    total: async (): Promise<number> => (await made()).reduce((sum, { amount }) => sum + amount, 0),
    /** Expects that a subscription is free, or is not, and that nothing locks it. */
    expectFree: async (sold: Parameters<typeof own>[0], isFree: boolean): Promise<void> => {
      const { customer, billing } = await own(sold)
      expect(customer.subscription.plan === 'free').toBe(isFree)
      expect(billing).not.toHaveProperty('ending')
      expect(billing).not.toHaveProperty('pending')
    },
  }
}
