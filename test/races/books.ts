import { expect } from 'vitest'
import type { PaymentIntent, Refund } from '../../local/payment-provider/objects.ts'
import { Payment } from '../../shared/payments/payment.ts'
import { Refund as RefundRow } from '../../shared/payments/refund.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { expectCountedCustomers } from '../support/counted-customers.ts'
import { expectClosedLedgers } from '../support/ledger.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'

/** Purchases that were arranged without the provider. */
const isMadeUp = (payment: Payment): boolean =>
  payment.state === 'succeeded' && payment.providerIntent.startsWith('pi_made_up')

/** The payments of a table, but those that were arranged without the provider. */
export const chargesIn = (items: readonly StoredItem[]): Payment[] =>
  items
    .filter(({ pk, sk }) => pk.startsWith('PAYMENT#') && sk === 'PAYMENT')
    .map((item) => Payment.parse(item))
    .filter((payment) => !isMadeUp(payment))

/** The refunds of a table. */
export const refundsIn = (items: readonly StoredItem[]): RefundRow[] =>
  items
    .filter(({ pk, sk }) => pk.startsWith('REFUND#') && sk === 'REFUND')
    .map((item) => RefundRow.parse(item))

/**
 * Expects that the provider and the table say the same of refunds: each was made once where it succeeded, and not where it failed; the table has no
 * other but disputes that were lost (R46).
 */
export const expectClosedRefunds = (items: readonly StoredItem[], made: readonly Refund[]): void => {
  const refunds = refundsIn(items).filter(({ reason }) => reason !== 'dispute')
  for (const { refundId, state, amount } of refunds) {
    const amounts = made
      .filter(({ metadata }) => metadata['refundId'] === refundId)
      .map((refund) => refund.amount)
    expect({ refundId, state, amounts }).toEqual({
      refundId,
      state: expect.stringMatching(/succeeded|failed/),
      amounts: state === 'succeeded' ? [amount] : [],
    })
  }
}

/**
 * Expects that the provider and the table say the same: each attempt was one charge at most, what the provider took is in the ledger once, no
 * period was paid for twice, nothing is open, and every chain is whole (R45, R47).
 */
export const expectClosedBooks = (items: readonly StoredItem[], intents: readonly PaymentIntent[]): void => {
  const payments = chargesIn(items)
  const own = intents.filter(({ metadata }) =>
    items.some(({ pk, sk }) => pk === `CUSTOMER#${metadata['customerId']}` && sk === 'CUSTOMER'),
  )
  const taken = new Map(payments.map(({ paymentId }): [string, number[]] => [paymentId, []]))
  for (const { metadata, amount_received: amount } of own) {
    const attempts = taken.get(String(metadata['paymentId']))
    expect(attempts, `the payment of ${JSON.stringify(metadata)}`).toEqual([])
    attempts?.push(amount)
  }
  for (const { paymentId, state, charge } of payments) {
    const amounts = taken.get(paymentId)
    if (state === 'succeeded') expect({ paymentId, amounts }).toEqual({ paymentId, amounts: [charge] })
    else
      expect({ paymentId, state, amounts }).toBeOneOf(
        [0, 1].map((count) => ({
          paymentId,
          state: expect.stringMatching(/declined|failed/),
          amounts: Array(count).fill(0),
        })),
      )
  }
  const periods = payments
    .filter(({ purpose, state }) => purpose === 'renewal' && state === 'succeeded')
    .map(({ customerId, periodStart }) => `${customerId} ${periodStart}`)
  expect(periods).toEqual([...new Set(periods)])
  expectClosedLedgers(items)
  expectCountedCustomers(items)
  expectWholeChains(items)
}
