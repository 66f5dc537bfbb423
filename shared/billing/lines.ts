import { mulDiv } from '../kernel/money.ts'
import { bookOf, type PriceBook, type PriceBooks } from '../pricing/price-book.ts'
import type { PayPeriod, Plan } from '../subscriptions/plan.ts'
import type { Purchase, StoredPacks } from './billing.ts'

/** A line of what is charged; all amounts in minor units. */
export interface Line {
  readonly item: 'licences' | 'storage' | 'carried'
  readonly plan?: Plan
  readonly gb?: number
  /** Absent for what is carried, as are the days. */
  readonly payPeriod?: PayPeriod
  readonly quantity: number
  /** The price of one for a whole period. */
  readonly unit: number
  /** The days that are charged, of those of the period. */
  readonly days?: number
  readonly of?: number
  /** Negative for what is credited. */
  readonly amount: number
}

/** The days that are charged, of those of the whole period. */
export interface Share {
  readonly days: number
  readonly of: number
}

/** The price in a version of the book, or in the newest that has one where that version has none. */
const priceIn = (
  find: (book: PriceBook) => number | undefined,
  version: string,
  books: PriceBooks,
  what: string,
): number => {
  const price = [bookOf(version, books), ...books].map(find).find((found) => found !== undefined)
  if (price === undefined) throw new Error(`No price of ${what}`)
  return price
}

/** The price of one licence for a whole period, in a version of the book. */
export const planPrice = (plan: Plan, payPeriod: PayPeriod, version: string, books: PriceBooks): number =>
  priceIn(
    ({ plans }) => plans.find((sold) => sold.plan === plan)?.[payPeriod],
    version,
    books,
    `${plan}, ${payPeriod}`,
  )

const packPrice = (gb: number, payPeriod: PayPeriod, version: string, books: PriceBooks): number =>
  priceIn(({ packs }) => packs.find((sold) => sold.gb === gb)?.[payPeriod], version, books, `${gb} GB`)

/** Storage packs by size, smallest first, none of count 0. */
export const sortedPacks = (packs: StoredPacks): StoredPacks =>
  packs.filter(({ count }) => count > 0).sort((one, other) => one.gb - other.gb)

/** The lines of a purchase for a share of its period, at the prices of a version of the book; credited where the sign is -1 (R41, R42). */
export const purchaseLines = (
  { plan, licences, payPeriod, storage }: Purchase,
  version: string,
  { days, of }: Share,
  books: PriceBooks,
  sign: 1 | -1 = 1,
): Line[] => {
  const line = (quantity: number, unit: number) => ({
    payPeriod,
    quantity,
    unit,
    days,
    of,
    amount: sign * mulDiv(quantity * unit, days, of),
  })
  return [
    { item: 'licences', plan, ...line(licences, planPrice(plan, payPeriod, version, books)) },
    ...sortedPacks(storage).map(({ gb, count }): Line => ({
      item: 'storage',
      gb,
      ...line(count, packPrice(gb, payPeriod, version, books)),
    })),
  ]
}

const isSame = (one: Line, other: Line): boolean =>
  one.item === other.item &&
  one.plan === other.plan &&
  one.gb === other.gb &&
  one.payPeriod === other.payPeriod &&
  one.quantity === other.quantity &&
  one.unit === other.unit &&
  one.amount === -other.amount

/** The credited lines and the new ones, without those that are on both sides. */
export const differingLines = (credited: readonly Line[], charged: readonly Line[]): Line[] => [
  ...credited.filter((line) => !charged.some((other) => isSame(line, other))),
  ...charged.filter((line) => !credited.some((other) => isSame(line, other))),
]

/** The line of what was too small to be charged before; none where nothing was. */
export const carriedLines = (carried: number): Line[] =>
  carried === 0 ? [] : [{ item: 'carried', quantity: 1, unit: carried, amount: carried }]

/** The list price of lines. */
export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((total, { amount }) => total + amount, 0)
