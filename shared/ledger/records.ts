import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { Currency } from '../kernel/money.ts'
import { Month, monthOf } from '../kernel/date.ts'
import { spread } from '../kernel/spread.ts'
import { row, type Change, type Conditional } from '../table/record.ts'
import {
  ACCOUNTS,
  LedgerEvent,
  postedTo,
  REDEEMABLE_ACCOUNTS,
  type AccountName,
  type LedgerEventOf,
  type RedeemableAccount,
  type SalesAccount,
} from './event.ts'

/** The partition of a partner's ledger. */
export const ledgerPartition = (partnerId: PartnerId): string => `LEDGER#${partnerId}`

/** The partition in the listing index of the events that move a partner's commission. */
export const commissionPartition = (partnerId: PartnerId): string => `COMMISSION#${partnerId}`

const COMMISSION_ACCOUNTS: readonly AccountName[] = ['held', ...REDEEMABLE_ACCOUNTS]

/** Sorts events by time. */
export const ledgerPlace = ({ at, eventId }: Pick<LedgerEvent, 'at' | 'eventId'>): string =>
  `${at}#${eventId}`

/** The events of a partner in the order of time; only ever put. */
export const ledgerEventRecord = /* @__PURE__ */ row({
  kind: 'ledgerEvent',
  schema: LedgerEvent,
  key: ({ partnerId, ...event }: Pick<LedgerEvent, 'partnerId' | 'at' | 'eventId'>) => ({
    pk: ledgerPartition(partnerId),
    sk: ledgerPlace(event),
  }),
  index: (event) =>
    event.postings.some(({ account }) => COMMISSION_ACCOUNTS.includes(account))
      ? { listingPk: commissionPartition(event.partnerId), listingSk: ledgerPlace(event) }
      : {},
})

/** Over how many items a partner's sales are spread, so that a midnight of renewals meets no hot item. */
export const BALANCE_SHARDS = 16

const zero = z.int().default(0)

const salesSums = { cash: zero, sales: zero, discounts: zero, commission: zero, held: zero } satisfies Record<
  SalesAccount,
  z.ZodType
>
const redeemableSums = { available: zero, reserved: zero, paidOut: zero } satisfies Record<
  RedeemableAccount,
  z.ZodType
>

/** The sums of the postings to a partner's sales accounts over a part of its customers; debits are positive. */
export const LedgerBalance = z.object({
  partnerId: PartnerId,
  shard: z.int(),
  currency: Currency,
  ...salesSums,
})
export type LedgerBalance = z.infer<typeof LedgerBalance>

type OfBalance = Pick<LedgerBalance, 'partnerId' | 'shard' | 'currency'>

export const ledgerBalanceRecord = /* @__PURE__ */ row({
  kind: 'ledgerBalance',
  schema: LedgerBalance,
  key: ({ partnerId, shard, currency }: OfBalance) => ({
    pk: `LEDGER-BALANCE#${partnerId}#${shard}`,
    sk: currency,
  }),
})

/** The sums of the postings to what a partner can redeem; one item, so that a condition on it holds for all of it (R48). Debits are positive. */
export const RedeemableBalance = z.object({ partnerId: PartnerId, currency: Currency, ...redeemableSums })
export type RedeemableBalance = z.infer<typeof RedeemableBalance>

export const redeemableBalanceRecord = /* @__PURE__ */ row({
  kind: 'redeemableBalance',
  schema: RedeemableBalance,
  key: ({ partnerId, currency }: Pick<RedeemableBalance, 'partnerId' | 'currency'>) => ({
    pk: `REDEEMABLE#${partnerId}`,
    sk: currency,
  }),
})

/** All parts of a partner's balances in a currency. */
export const shardsOf = (partnerId: PartnerId, currency: Currency): OfBalance[] =>
  Array.from({ length: BALANCE_SHARDS }, (_, shard) => ({ partnerId, shard, currency }))

/** The sums of the postings of a month in UTC, over a part of a partner's sales and payouts; debits are positive. */
export const LedgerMonth = z.object({
  partnerId: PartnerId,
  currency: Currency,
  month: Month,
  shard: z.int(),
  ...salesSums,
  ...redeemableSums,
  /** Of the above: what refunds gave back of charges and took back of commission, and what was released; all positive. */
  refunded: zero,
  clawedBack: zero,
  released: zero,
})
export type LedgerMonth = z.infer<typeof LedgerMonth>

/** The partition of all months of a partner's ledger. */
export const ledgerMonthPartition = (partnerId: PartnerId): string => `LEDGER-MONTHS#${partnerId}`

export const ledgerMonthRecord = /* @__PURE__ */ row({
  kind: 'ledgerMonth',
  schema: LedgerMonth,
  key: ({
    partnerId,
    currency,
    month,
    shard,
  }: Omit<OfBalance, 'shard'> & { month: Month; shard: number }) => ({
    pk: ledgerMonthPartition(partnerId),
    sk: `${currency}#${month}#${String(shard).padStart(2, '0')}`,
  }),
})

const NOTHING: Readonly<Record<AccountName, number>> = {
  cash: 0,
  sales: 0,
  discounts: 0,
  commission: 0,
  held: 0,
  available: 0,
  reserved: 0,
  paidOut: 0,
}

/** What an event adds to the further numbers of its month. */
const furtherOf = (event: LedgerEvent): Record<'refunded' | 'clawedBack' | 'released', number> => ({
  refunded: event.kind === 'refund' ? 0 - postedTo(event, 'cash') : 0,
  clawedBack: event.kind === 'refund' ? 0 - postedTo(event, 'commission') : 0,
  released: event.kind === 'release' ? postedTo(event, 'held') : 0,
})

/** The part of its partner's months and balances that an event belongs to. */
export const shardOf = (event: LedgerEvent): number =>
  spread(event.kind === 'payout' ? event.payoutId : event.customerId, BALANCE_SHARDS)

/** The sums of an event's postings to each account. */
const sumsOf = (event: LedgerEvent): Record<AccountName, number> => {
  const sums = { ...NOTHING }
  for (const { account, amount } of event.postings) sums[account] += amount
  return sums
}

/** The event itself, once, in the sums of its month. Throws where its postings do not sum to zero. */
const recorded = (event: LedgerEvent): Change<'ledgerEvent' | 'ledgerMonth'>[] => {
  const { partnerId, currency, postings, eventId, at } = event
  if (postings.reduce((sum, { amount }) => sum + amount, 0) !== 0)
    throw new Error(`The postings of ${eventId} do not sum to zero`)
  const month = { partnerId, currency, shard: shardOf(event), month: monthOf(at) }
  return [
    ledgerEventRecord.putNew(event),
    ledgerMonthRecord.increment(month, { ...sumsOf(event), ...furtherOf(event) }, { set: month }),
  ]
}

const salesMoved = (event: LedgerEvent): Change<'ledgerBalance'> => {
  const { partnerId, currency } = event
  const { cash, sales, discounts, commission, held } = sumsOf(event)
  const part = { partnerId, shard: shardOf(event), currency }
  return ledgerBalanceRecord.increment(part, { cash, sales, discounts, commission, held }, { set: part })
}

const redeemableMoved = (event: LedgerEvent, redeeming: Conditional = {}): Change<'redeemableBalance'>[] => {
  const { partnerId, currency } = event
  const { available, reserved, paidOut } = sumsOf(event)
  const whole = { partnerId, currency }
  return available === 0 && reserved === 0 && paidOut === 0
    ? []
    : [
        redeemableBalanceRecord.increment(
          whole,
          { available, reserved, paidOut },
          { ...redeeming, set: whole },
        ),
      ]
}

/** Posts a charge, once, with the balances that it moves (R47). */
export const chargePosted = (
  event: LedgerEventOf<'charge'>,
): Change<'ledgerEvent' | 'ledgerMonth' | 'ledgerBalance'>[] => [...recorded(event), salesMoved(event)]

/** Posts a refund or a release, once, with the balances that it moves (R46, R47). */
export const commissionPosted = (
  event: LedgerEventOf<'refund' | 'release'>,
): Change<'ledgerEvent' | 'ledgerMonth' | 'ledgerBalance' | 'redeemableBalance'>[] => [
  ...recorded(event),
  salesMoved(event),
  ...redeemableMoved(event),
]

/** Posts a step of a payout, once, where a condition holds of what can be redeemed (R48). */
export const payoutPosted = (
  event: LedgerEventOf<'payout'>,
  redeeming: Conditional = {},
): Change<'ledgerEvent' | 'ledgerMonth' | 'redeemableBalance'>[] => [
  ...recorded(event),
  ...redeemableMoved(event, redeeming),
]

/** The balance of each account over all parts, debits positive. */
export const totalOf = (
  parts: readonly (Partial<Record<AccountName, number>> | undefined)[],
): Record<AccountName, number> => {
  const total = { ...NOTHING }
  for (const part of parts) if (part) for (const account of ACCOUNTS) total[account] += part[account] ?? 0
  return total
}
