import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { Currency } from '../kernel/money.ts'
import { spread } from '../kernel/spread.ts'
import { row, type Change } from '../table/record.ts'
import { ACCOUNTS, LedgerEvent, type AccountName, type Posting } from './event.ts'

/** The partition of a partner's ledger. */
export const ledgerPartition = (partnerId: PartnerId): string => `LEDGER#${partnerId}`

/** The events of a partner in the order of time; only ever put. */
export const ledgerEventRecord = /* @__PURE__ */ row({
  kind: 'ledgerEvent',
  schema: LedgerEvent,
  key: ({ partnerId, at, eventId }: Pick<LedgerEvent, 'partnerId' | 'at' | 'eventId'>) => ({
    pk: ledgerPartition(partnerId),
    sk: `${at}#${eventId}`,
  }),
})

/** Over how many items a partner's balances are spread, so that a midnight of renewals meets no hot item. */
export const BALANCE_SHARDS = 16

const zero = z.int().default(0)

/** The sums of the postings of one partner and currency over a part of its customers; debits are positive. */
export const LedgerBalance = z.object({
  partnerId: PartnerId,
  shard: z.int(),
  currency: Currency,
  cash: zero,
  sales: zero,
  discounts: zero,
  commission: zero,
  held: zero,
  available: zero,
  reserved: zero,
  paidOut: zero,
} satisfies Record<AccountName | 'partnerId' | 'shard' | 'currency', z.ZodType>)
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

/** All parts of a partner's balances in a currency. */
export const shardsOf = (partnerId: PartnerId, currency: Currency): OfBalance[] =>
  Array.from({ length: BALANCE_SHARDS }, (_, shard) => ({ partnerId, shard, currency }))

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

/** What the postings of one event add to each account. */
const sumsOf = (postings: readonly Posting[]): Record<AccountName, number> => {
  const sums = { ...NOTHING }
  for (const { account, amount } of postings) sums[account] += amount
  return sums
}

/** Posts an event, once, with the balances that it moves (R47). Throws where its postings do not sum to zero. */
export const posted = (event: LedgerEvent): Change<'ledgerEvent' | 'ledgerBalance'>[] => {
  const { partnerId, customerId, currency, postings } = event
  if (postings.reduce((sum, { amount }) => sum + amount, 0) !== 0)
    throw new Error(`The postings of ${event.eventId} do not sum to zero`)
  const of: OfBalance = { partnerId, shard: spread(customerId, BALANCE_SHARDS), currency }
  return [ledgerEventRecord.putNew(event), ledgerBalanceRecord.increment(of, sumsOf(postings), { set: of })]
}

/** The balance of each account over all parts, debits positive. */
export const totalOf = (parts: readonly (LedgerBalance | undefined)[]): Record<AccountName, number> => {
  const total = { ...NOTHING }
  for (const part of parts) if (part) for (const account of ACCOUNTS) total[account] += part[account]
  return total
}
