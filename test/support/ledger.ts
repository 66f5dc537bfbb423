import { expect } from 'vitest'
import { billingRecord } from '../../shared/billing/records.ts'
import { monthOf } from '../../shared/kernel/date.ts'
import {
  ACCOUNTS,
  postedTo,
  REDEEMABLE_ACCOUNTS,
  SALES_ACCOUNTS,
  type AccountName,
  type LedgerEvent,
  type LedgerEventOf,
} from '../../shared/ledger/event.ts'
import {
  ledgerBalanceRecord,
  ledgerEventRecord,
  ledgerMonthRecord,
  redeemableBalanceRecord,
  shardOf,
} from '../../shared/ledger/records.ts'
import { chargeEvent, refundEvent, releaseEvent } from '../../shared/ledger/sale.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import { paymentRecord, paymentRowRecord } from '../../shared/payments/records.ts'
import { refundRecord } from '../../shared/payments/refund-records.ts'
import { isSucceeded, sharesOf, type Refund, type RefundIn } from '../../shared/payments/refund.ts'
import { staffPayment } from '../../shared/payments/views.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { expectClosedPayouts } from './payout-ledger.ts'

const byId = (one: LedgerEvent, other: LedgerEvent): number => (one.eventId < other.eventId ? -1 : 1)

type Amounts = readonly (readonly [string, number])[]

/** Adds up amounts by name; names whose sum is zero are left out. */
const sums = (amounts: Amounts): Record<string, number> => {
  const total: Record<string, number> = {}
  for (const [name, amount] of amounts) total[name] = (total[name] ?? 0) + amount
  return Object.fromEntries(
    Object.entries(total)
      .filter(([, amount]) => amount !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

/** What the postings of events add to some accounts, by the item that keeps it. */
const postedIn = (
  events: readonly LedgerEvent[],
  accounts: readonly AccountName[],
  itemOf: (event: LedgerEvent) => string,
): Record<string, number> =>
  sums(
    events.flatMap((event) =>
      accounts.map((account) => [`${itemOf(event)} ${account}`, postedTo(event, account)] as const),
    ),
  )

const numbersIn = (items: readonly StoredItem[], names: readonly string[]): Record<string, number> =>
  sums(
    items.flatMap((item) =>
      names.map((name) => [`${item.pk} ${item.sk} ${name}`, Number(item[name] ?? 0)] as const),
    ),
  )

const keyOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk} ${sk}`

const isDone = (refund: Refund): refund is RefundIn<'succeeded'> => refund.state === 'succeeded'

type RefundPosted = LedgerEventOf<'refund'>

/** The events that follow from a payment and its refunds in the order in which they were posted, and what each refund gave back. */
const followingFrom = (
  payment: PaymentIn<'succeeded'>,
  refunds: readonly RefundIn<'succeeded'>[],
  posted: readonly RefundPosted[],
): LedgerEvent[] => {
  const { releasedAt, ...rest } = payment
  let now: PaymentIn<'succeeded'> = { ...rest, refunded: 0, refunding: 0 }
  const events: LedgerEvent[] = [chargeEvent(now)]
  const release = (at: Instant): void => {
    events.push(releaseEvent(now, at))
    now = { ...now, releasedAt: at }
  }
  expect(posted.map(({ refundId }) => refundId).sort()).toEqual(
    refunds.map(({ refundId }) => refundId).sort(),
  )
  for (const event of posted) {
    const refund = refunds.find(({ refundId }) => refundId === event.refundId)
    if (!refund) continue
    if (releasedAt && !now.releasedAt && postedTo(event, 'available') !== 0) release(releasedAt)
    expect(refund).toMatchObject(sharesOf(now, refund.amount))
    events.push(refundEvent(now, refund, refund.closedAt))
    now = { ...now, refunded: now.refunded + refund.amount }
  }
  if (releasedAt && !now.releasedAt) release(releasedAt)
  expect({ refunded: now.refunded }).toEqual({ refunded: payment.refunded })
  return events
}

/**
 * Recomputes every ledger of a table: each payment that succeeded has the events that follow from it and its refunds, and no other sale has one; the
 * postings of each event sum to zero; each balance and each month is the sum of its postings; what a partner has sold to a customer is what these
 * payments charged and did not give back; no payment gives back more than it charged, and what is pending of it is what its refunds say (R46, R47).
 */
export const expectClosedLedgers = (items: readonly StoredItem[]): void => {
  const at = (pattern: RegExp): StoredItem[] => items.filter((item) => pattern.test(keyOf(item)))
  const parsed = <T>(pattern: RegExp, { parse }: { parse: (item: StoredItem) => T }): T[] =>
    at(pattern).map((item) => parse(item))
  const events = parsed(/^LEDGER#/, ledgerEventRecord)
  const payments = parsed(/^PAYMENT#\S+ PAYMENT$/, paymentRecord)
  if (events.length + payments.length === 0) return
  const refunds = parsed(/^REFUND#/, refundRecord)
  const succeeded = payments.filter(isSucceeded)
  const refundsOf = ({ paymentId }: { readonly paymentId: string }): Refund[] =>
    refunds.filter((refund) => refund.paymentId === paymentId)

  const ofSales = events.filter(({ kind }) => kind !== 'payout')
  const following = succeeded.flatMap((payment) =>
    followingFrom(
      payment,
      refundsOf(payment).filter(isDone),
      ofSales
        .filter((event) => event.kind === 'refund')
        .filter(({ paymentId }) => paymentId === payment.paymentId)
        .toSorted((one, other) => one.refundedBefore - other.refundedBefore),
    ),
  )
  expect(ofSales.toSorted(byId)).toEqual(following.toSorted(byId))
  for (const { eventId, postings } of events)
    expect({ eventId, sum: postings.reduce((sum, { amount }) => sum + amount, 0) }).toEqual({
      eventId,
      sum: 0,
    })
  expectClosedPayouts(items, events)
  for (const payment of succeeded) {
    const { paymentId, charge, refunded, refunding } = payment
    const pending = refundsOf(payment).filter(({ state }) => state === 'pending')
    expect({ paymentId, refunding }).toEqual({
      paymentId,
      refunding: pending.reduce((sum, { amount }) => sum + amount, 0),
    })
    expect(refunded + refunding).toBeLessThanOrEqual(charge)
  }

  expect(numbersIn(at(/^LEDGER-BALANCE#/), SALES_ACCOUNTS)).toEqual(
    postedIn(events, SALES_ACCOUNTS, (event) =>
      keyOf(ledgerBalanceRecord.key({ ...event, shard: shardOf(event) })),
    ),
  )
  expect(numbersIn(at(/^REDEEMABLE#/), REDEEMABLE_ACCOUNTS)).toEqual(
    postedIn(events, REDEEMABLE_ACCOUNTS, (event) => keyOf(redeemableBalanceRecord.key(event))),
  )
  const monthOfEvent = (event: LedgerEvent): string =>
    keyOf(ledgerMonthRecord.key({ ...event, shard: shardOf(event), month: monthOf(event.at) }))
  expect(numbersIn(at(/^LEDGER-MONTHS#/), ACCOUNTS)).toEqual(postedIn(events, ACCOUNTS, monthOfEvent))
  expect(numbersIn(at(/^LEDGER-MONTHS#/), ['refunded', 'clawedBack', 'released'])).toEqual(
    sums(
      events.flatMap((event): Amounts => {
        const month = monthOfEvent(event)
        if (event.kind === 'release') return [[`${month} released`, postedTo(event, 'held')]]
        if (event.kind !== 'refund') return []
        return [
          [`${month} refunded`, 0 - postedTo(event, 'cash')],
          [`${month} clawedBack`, 0 - postedTo(event, 'commission')],
        ]
      }),
    ),
  )

  expect(
    sums(
      parsed(/^BILLING#/, billingRecord).flatMap(({ customerId, revenues }) =>
        Object.entries(revenues).map(([partnerId, minor]) => [`${customerId} ${partnerId}`, minor] as const),
      ),
    ),
  ).toEqual(
    sums(
      succeeded.map(({ customerId, partnerId, charge, refunded }) => [
        `${customerId} ${partnerId}`,
        charge - refunded,
      ]),
    ),
  )
  const rows = parsed(/^PAYMENT-LISTING#/, paymentRowRecord)
  for (const payment of payments)
    for (const sales of ['all', 'to-customer'] as const)
      expect(rows.find((row) => row.paymentId === payment.paymentId && row.sales === sales)).toEqual({
        ...staffPayment(payment),
        sales,
      })
}
