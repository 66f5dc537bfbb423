import { describe, expect, it } from 'vitest'
import type { ChangeContext } from '../../shared/billing/change.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import { renewalOf } from '../../shared/billing/renewal.ts'
import type { ChangeWish } from '../../shared/billing/wish.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { bought, by, changed, free, now, on } from './accounts.ts'

const customersCard = { cardType: 'CC' } as const

/** Standard for ten by the year, as it is upgraded three times (examples 1 to 4). */
const one = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const two = changed(one, { plan: 'professional' }, by('2027-04-25'))
const three = changed(two, { licences: 13 }, by('2027-07-01'))
/** Standard for five by the month, paid by the customer's card (example 5). */
const five = bought({ plan: 'standard', licences: 5, payPeriod: 'monthly' }, by('2027-01-31', customersCard))
const eight = bought({ plan: 'standard', licences: 10 }, by('2027-03-01'))
const eleven = bought({ plan: 'mail-lite', licences: 3 }, by('2027-01-15'))

interface Example {
  readonly no: number
  readonly from: Account
  readonly wish: ChangeWish
  readonly by: ChangeContext
  /** The lines: quantity × unit, r/D, amount. */
  readonly lines: readonly string[]
  readonly list: number
  readonly discount?: number
  readonly charge: number
  readonly commission?: number
  readonly carried?: number
  readonly renewalDate: string
}

const EXAMPLES: readonly Example[] = [
  {
    no: 1,
    from: free,
    wish: { plan: 'standard', licences: 10, payPeriod: 'yearly' },
    by: by('2027-01-15'),
    lines: ['standard 10 × 3600, 365/365: 36000'],
    list: 36_000,
    discount: 7_200,
    charge: 28_800,
    renewalDate: '2028-01-15',
  },
  {
    no: 2,
    from: one,
    wish: { plan: 'professional' },
    by: by('2027-04-25'),
    lines: ['standard 10 × 3600, 265/365: -26137', 'professional 10 × 7200, 265/365: 52274'],
    list: 26_137,
    discount: 5_227,
    charge: 20_910,
    renewalDate: '2028-01-15',
  },
  {
    no: 3,
    from: two,
    wish: { licences: 13 },
    by: by('2027-07-01'),
    lines: ['professional 10 × 7200, 198/365: -39058', 'professional 13 × 7200, 198/365: 50775'],
    list: 11_717,
    discount: 2_343,
    charge: 9_374,
    renewalDate: '2028-01-15',
  },
  {
    no: 4,
    from: three,
    wish: { storage: [{ gb: 25, count: 2 }] },
    by: by('2027-10-03'),
    lines: ['25 GB 2 × 2500, 104/365: 1425'],
    list: 1_425,
    discount: 285,
    charge: 1_140,
    renewalDate: '2028-01-15',
  },
  {
    no: 5,
    from: free,
    wish: { plan: 'standard', licences: 5, payPeriod: 'monthly' },
    by: by('2027-01-31', customersCard),
    lines: ['standard 5 × 400, 28/28: 2000'],
    list: 2_000,
    charge: 2_000,
    commission: 400,
    renewalDate: '2027-02-28',
  },
  {
    no: 6,
    from: five,
    wish: { licences: 6 },
    by: by('2027-02-10', customersCard),
    lines: ['standard 5 × 400, 18/28: -1286', 'standard 6 × 400, 18/28: 1543'],
    list: 257,
    charge: 257,
    commission: 51,
    renewalDate: '2027-02-28',
  },
  {
    no: 7,
    from: five,
    wish: { payPeriod: 'yearly' },
    by: by('2027-02-10', customersCard),
    lines: ['standard 5 × 400, 18/28: -1286', 'standard 5 × 3600, 365/365: 18000'],
    list: 16_714,
    charge: 16_714,
    commission: 3_343,
    renewalDate: '2028-02-10',
  },
  {
    no: 8,
    from: eight,
    wish: { plan: 'professional' },
    by: by('2028-02-29', customersCard),
    lines: ['standard 10 × 3600, 1/366: -98', 'professional 10 × 7200, 1/366: 197'],
    list: 99,
    charge: 99,
    commission: 20,
    renewalDate: '2028-03-01',
  },
  {
    no: 11,
    from: eleven,
    wish: { licences: 4 },
    by: by('2028-01-06'),
    lines: ['mail-lite 3 × 1200, 9/365: -89', 'mail-lite 4 × 1200, 9/365: 118'],
    list: 29,
    charge: 0,
    carried: 29,
    renewalDate: '2028-01-15',
  },
]

describe('a change to the cent', () => {
  it.each(EXAMPLES)('R41 R42 R44 is charged as in example $no', (example) => {
    const {
      from,
      wish,
      lines,
      list,
      discount = 0,
      charge,
      commission = 0,
      carried = 0,
      renewalDate,
    } = example
    const decided = now(from, wish, example.by)
    expect(
      decided.lines.map(
        ({ plan, gb, quantity, unit, days, of, amount }) =>
          `${plan ?? `${gb} GB`} ${quantity} × ${unit}, ${days}/${of}: ${amount}`,
      ),
    ).toEqual(lines)
    expect(decided).toMatchObject({ list, discount, charge, commission, carried, renewalDate })
    expect(decided.outcome.carried).toBe(carried)
  })

  it('R47 R44 holds the commission for thirty days of 24 hours, and has none on the own card', () => {
    expect(now(five, { licences: 6 }, by('2027-02-10', customersCard)).availableAt).toBe(on('2027-03-12'))
    expect(now(five, { licences: 6 }, by('2027-02-10'))).not.toHaveProperty('availableAt')
  })

  it('R41 R42 charges what was carried with the renewal: 48.29 in example 11', () => {
    const account = changed(eleven, { licences: 4 }, by('2028-01-06'))
    const renewal = renewalOf(account, { terms: DEFAULT_TERMS, cardType: 'CC' })
    expect(renewal).toMatchObject({ list: 4_829, charge: 4_829, carried: 0, renewalDate: '2028-01-15' })
    expect(renewal?.lines.map(({ item, amount }) => [item, amount])).toEqual([
      ['licences', 4_800],
      ['carried', 29],
    ])
  })

  it('R41 charges what was carried with the next change', () => {
    const account = changed(eleven, { licences: 4 }, by('2028-01-06'))
    const decided = now(account, { licences: 8 }, by('2028-01-06'))
    expect(decided).toMatchObject({ list: 119 + 29, discount: 30, charge: 118, carried: 0 })
  })
})
