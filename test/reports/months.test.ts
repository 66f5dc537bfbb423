import { describe, expect, it } from 'vitest'
import { Instant } from '../../shared/kernel/time.ts'
import { totalOf } from '../../shared/ledger/records.ts'
import {
  commissionByMonth,
  customerCounts,
  monthsOf,
  monthsWith,
  salesByMonth,
  type LedgerFacts,
} from '../../shared/reports/months.ts'
import { salesOverview } from '../../shared/reports/overview.ts'
import { usd } from './recomputed.ts'

const now = Instant.parse('2027-05-20T10:00:00.000Z')

const facts = (month: string, sums: Partial<LedgerFacts>): LedgerFacts => ({
  ...totalOf([]),
  refunded: 0,
  clawedBack: 0,
  released: 0,
  ...sums,
  month,
})

const LEDGER = [
  facts('2027-01', { cash: 28_800, sales: -36_000, discounts: 7_200 }),
  facts('2027-01', { cash: 60_000, sales: -60_000, commission: 12_000, held: -12_000 }),
  facts('2027-03', { held: 12_000, available: -12_000, released: 12_000 }),
  facts('2027-04', { available: 12_000, reserved: 0, paidOut: -12_000 }),
  facts('2027-04', {
    cash: -12_000,
    sales: 12_000,
    commission: -2_400,
    available: 2_400,
    refunded: 12_000,
    clawedBack: 2_400,
  }),
]
const COUNTS = [
  { month: '2026-12', joined: 3, left: 0 },
  { month: '2027-02', joined: 1, left: 2 },
]

describe('the months of a range (R49)', () => {
  it.each([
    ['no days', {}, { last: '2027-05' }],
    ['days of one month', { from: '2027-02-03', to: '2027-02-04' }, { first: '2027-02', last: '2027-02' }],
    ['days ahead', { from: '2027-02-28', to: '2028-01-01' }, { first: '2027-02', last: '2027-05' }],
  ])('are whole and never ahead: %s', (_days, range, months) => expect(monthsOf(range, now)).toEqual(months))

  it.each([
    ['no fact', [], { last: '2027-05' }, []],
    ['all', LEDGER, { last: '2027-02' }, ['2027-01', '2027-02']],
    ['some', LEDGER, { first: '2027-02', last: '2027-03' }, ['2027-02', '2027-03']],
    ['none before the first fact', LEDGER, { first: '2020-01', last: '2027-01' }, ['2027-01']],
    ['none where it ends before the first fact', LEDGER, { last: '2026-12' }, []],
    ['over the end of a year', COUNTS, { last: '2027-01' }, ['2026-12', '2027-01']],
  ])('have those without a fact too: %s', (_which, of, months, wanted) =>
    expect(monthsWith(of, months)).toEqual(wanted),
  )
})

describe('what months come to (R49)', () => {
  it('R47 sales: what refunds of a month gave back is of that month', () =>
    expect(salesByMonth(LEDGER, { first: '2027-03', last: '2027-04' }, 'USD')).toEqual([
      {
        month: '2027-03',
        list: usd(0),
        discount: usd(0),
        charged: usd(0),
        refunded: usd(0),
        revenue: usd(0),
      },
      {
        month: '2027-04',
        list: usd(-12_000),
        discount: usd(0),
        charged: usd(0),
        refunded: usd(12_000),
        revenue: usd(-12_000),
      },
    ]))

  it('R47 commission: accrued, clawed back, released and paid out', () =>
    expect(
      commissionByMonth(LEDGER, { last: '2027-04' }, 'USD').map(({ month, ...amounts }) => [
        month,
        ...Object.values(amounts).map(({ minor }) => minor),
      ]),
    ).toEqual([
      ['2027-01', 12_000, 0, 0, 0],
      ['2027-02', 0, 0, 0, 0],
      ['2027-03', 0, 0, 12_000, 0],
      ['2027-04', 0, 2_400, 0, 12_000],
    ]))

  it('customers at the end of each month', () =>
    expect(customerCounts(COUNTS, { first: '2027-01', last: '2027-03' })).toEqual([
      { month: '2027-01', customers: 3, joined: 0, left: 0 },
      { month: '2027-02', customers: 2, joined: 1, left: 2 },
      { month: '2027-03', customers: 2, joined: 0, left: 0 },
    ]))

  it('the overview: what is earned is of the months, what there is is of their end', () => {
    const line = (month: string, revenue: number, commission: number, customers: number) => ({
      month,
      revenue: usd(revenue),
      commission: usd(commission),
      customers,
    })
    expect(salesOverview(LEDGER, COUNTS, { first: '2027-03', last: '2027-05' }, 'USD')).toEqual({
      revenue: usd(-12_000),
      held: usd(0),
      available: usd(-2_400),
      paidOut: usd(12_000),
      customers: 2,
      byMonth: [line('2027-03', 0, 0, 2), line('2027-04', -12_000, -2_400, 2), line('2027-05', 0, 0, 2)],
    })
  })
})
