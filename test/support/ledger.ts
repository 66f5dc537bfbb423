import { expect } from 'vitest'
import { billingRecord } from '../../shared/billing/records.ts'
import { ACCOUNTS, chargeEvent, type AccountName, type LedgerEvent } from '../../shared/ledger/event.ts'
import { BALANCE_SHARDS, ledgerBalanceRecord, ledgerEventRecord } from '../../shared/ledger/records.ts'
import { spread } from '../../shared/kernel/spread.ts'
import type { Payment } from '../../shared/payments/payment.ts'
import { paymentRecord, paymentRowRecord } from '../../shared/payments/records.ts'
import { staffPayment } from '../../shared/payments/views.ts'
import type { StoredItem } from '../../shared/table/table.ts'

const isSucceeded = <P extends Payment>(payment: P): payment is Extract<P, { state: 'succeeded' }> =>
  payment.state === 'succeeded'

const byId = (one: { eventId: string }, other: { eventId: string }): number =>
  one.eventId < other.eventId ? -1 : 1

/** Adds up amounts by name; names whose sum is zero are left out. */
const sums = (amounts: readonly (readonly [string, number])[]): Record<string, number> => {
  const total: Record<string, number> = {}
  for (const [name, amount] of amounts) total[name] = (total[name] ?? 0) + amount
  return Object.fromEntries(
    Object.entries(total)
      .filter(([, amount]) => amount !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

const accountOf = (partnerId: string, shard: number, currency: string, account: AccountName): string =>
  `${partnerId} ${shard} ${currency} ${account}`

const postedIn = (events: readonly LedgerEvent[]): Record<string, number> =>
  sums(
    events.flatMap(({ partnerId, customerId, currency, postings }) =>
      postings.map(
        ({ account, amount }) =>
          [accountOf(partnerId, spread(customerId, BALANCE_SHARDS), currency, account), amount] as const,
      ),
    ),
  )

/**
 * Recomputes every ledger of a table: each payment that succeeded has the one event that follows from it, and nothing else has one; the postings
 * of each event sum to zero; each balance is the sum of its postings; what a partner has sold to a customer is the sum of these payments (R47).
 */
export const expectClosedLedgers = (items: readonly StoredItem[]): void => {
  const parsed = <T>(pattern: RegExp, { parse }: { parse: (item: StoredItem) => T }): T[] =>
    items.filter(({ pk, sk }) => pattern.test(`${pk} ${sk}`)).map((item) => parse(item))
  const events = parsed(/^LEDGER#/, ledgerEventRecord)
  const payments = parsed(/^PAYMENT#\S+ PAYMENT$/, paymentRecord)
  if (events.length + payments.length === 0) return
  const succeeded = payments.filter(isSucceeded)
  expect(events.toSorted(byId)).toEqual(succeeded.map(chargeEvent).toSorted(byId))
  for (const { eventId, postings } of events)
    expect({ eventId, sum: postings.reduce((sum, { amount }) => sum + amount, 0) }).toEqual({
      eventId,
      sum: 0,
    })
  const balances = parsed(/^LEDGER-BALANCE#/, ledgerBalanceRecord)
  expect(
    sums(
      balances.flatMap(({ partnerId, shard, currency, ...balance }) =>
        ACCOUNTS.map(
          (account) => [accountOf(partnerId, shard, currency, account), balance[account]] as const,
        ),
      ),
    ),
  ).toEqual(postedIn(events))
  expect(
    sums(
      parsed(/^BILLING#/, billingRecord).flatMap(({ customerId, revenues }) =>
        Object.entries(revenues).map(([partnerId, minor]) => [`${customerId} ${partnerId}`, minor] as const),
      ),
    ),
  ).toEqual(
    sums(succeeded.map(({ customerId, partnerId, charge }) => [`${customerId} ${partnerId}`, charge])),
  )
  const rows = parsed(/^PAYMENT-LISTING#/, paymentRowRecord)
  for (const payment of payments)
    for (const sales of ['all', 'to-customer'] as const)
      expect(rows.find((row) => row.paymentId === payment.paymentId && row.sales === sales)).toEqual({
        ...staffPayment(payment),
        sales,
      })
}
