import { expect } from 'vitest'
import {
  invoiceOf,
  invoiceReferenceRecord,
  payoutRecord,
  payoutRowRecord,
} from '../../shared/commission/records.ts'
import { staffPayout, type Payout } from '../../shared/commission/payout.ts'
import { toMillis } from '../../shared/kernel/time.ts'
import { postedTo, type LedgerEvent, type LedgerEventOf } from '../../shared/ledger/event.ts'
import { payoutEvent } from '../../shared/ledger/payout.ts'
import { redeemableBalanceRecord } from '../../shared/ledger/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'

/** How long after the instant of an event it may be committed. */
const LONGEST_ATTEMPT_MS = 30_000

/** The events that follow from a payout. */
const followingFrom = (payout: Payout): LedgerEventOf<'payout'>[] => [
  payoutEvent(payout, 'requested', payout.requestedAt),
  ...(payout.state === 'rejected' ? [payoutEvent(payout, 'rejected', payout.rejectedAt)] : []),
  ...(payout.state === 'paid' ? [payoutEvent(payout, 'paid', payout.paidAt)] : []),
]

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

const sorted = <T>(items: readonly T[], textOf: (item: T) => string): T[] =>
  items.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))

/** What was available at most when a payout had been asked for: what had come in by then or was about to, without what had gone out long before, or for a payout. */
const availableAfter = (asked: LedgerEvent, events: readonly LedgerEvent[]): number => {
  const askedMs = toMillis(asked.at)
  return total(
    events.map((event) => {
      const amount = 0 - postedTo(event, 'available')
      const isOfPayout = event.kind === 'payout'
      const by = amount > 0 ? askedMs + LONGEST_ATTEMPT_MS : askedMs - (isOfPayout ? 0 : LONGEST_ATTEMPT_MS)
      return toMillis(event.at) <= by ? amount : 0
    }),
  )
}

/**
 * Recomputes every payout of a table: each has exactly the events that follow from it, its row, and its invoice unless it is rejected; what is reserved
 * and paid out is the sum of the payouts in these states; none took more than was available (R48).
 */
export const expectClosedPayouts = (items: readonly StoredItem[], events: readonly LedgerEvent[]): void => {
  const parsed = <T>(prefix: string, { parse }: { parse: (item: StoredItem) => T }): T[] =>
    items.filter(({ pk }) => pk.startsWith(prefix)).map((item) => parse(item))
  const payouts = parsed('PAYOUT#', payoutRecord)
  const ofPayouts = events.filter((event) => event.kind === 'payout')
  const byEvent = ({ eventId }: LedgerEvent): string => eventId
  expect(sorted(ofPayouts, byEvent)).toEqual(sorted(payouts.flatMap(followingFrom), byEvent))

  const byPayout = ({ payoutId }: Pick<Payout, 'payoutId'>): string => payoutId
  expect(sorted(parsed('PAYOUT-LISTING#', payoutRowRecord), byPayout)).toEqual(
    sorted(payouts.map(staffPayout), byPayout),
  )
  expect(sorted(parsed('INVOICE-REFERENCE#', invoiceReferenceRecord), byPayout)).toEqual(
    sorted(
      payouts
        .filter(({ state }) => state !== 'rejected')
        .map((payout) => ({ ...invoiceOf(payout), payoutId: payout.payoutId })),
      byPayout,
    ),
  )

  for (const { partnerId, currency, reserved, paidOut } of parsed('REDEEMABLE#', redeemableBalanceRecord)) {
    const own = payouts.filter((payout) => payout.partnerId === partnerId && payout.currency === currency)
    const sumIn = (...states: Payout['state'][]): number =>
      total(own.filter(({ state }) => states.includes(state)).map(({ amount }) => amount))
    expect({ partnerId, reserved: 0 - reserved, paidOut: 0 - paidOut }).toEqual({
      partnerId,
      reserved: sumIn('requested', 'approved'),
      paidOut: sumIn('paid'),
    })
  }
  for (const asked of ofPayouts.filter(({ step }) => step === 'requested')) {
    const own = events.filter(
      ({ partnerId, currency }) => partnerId === asked.partnerId && currency === asked.currency,
    )
    expect(availableAfter(asked, own), `available after ${asked.eventId}`).toBeGreaterThanOrEqual(0)
  }
}
