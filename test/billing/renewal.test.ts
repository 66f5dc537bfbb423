import { describe, expect, it } from 'vitest'
import type { Billing } from '../../shared/billing/billing.ts'
import { pastDue } from '../../shared/billing/dunning.ts'
import { renewalOf, type Renewal } from '../../shared/billing/renewal.ts'
import { achieved, type Account } from '../../shared/billing/subscription.ts'
import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { bought, by, changed, free, having, LATER_BOOKS, on, partnerId, trying } from './accounts.ts'

const yearly = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const pricing = { terms: DEFAULT_TERMS, cardType: 'RC' } as const

const renewalAt = (account: Account, further: Partial<Parameters<typeof renewalOf>[1]> = {}): Renewal => {
  const renewal = renewalOf(account, { ...pricing, ...further })
  if (!renewal) throw new Error('Nothing renews')
  return renewal
}

/** The dates of so many renewals, one after the other. */
const dates = (account: Account, times: number): string[] => {
  const found: string[] = []
  let renewing = account
  for (let count = 0; count < times; count += 1) {
    const { renewalDate, outcome } = renewalAt(renewing)
    found.push(renewalDate)
    renewing = achieved(renewing, outcome, on(renewalDate))
  }
  return found
}

describe('a renewal', () => {
  it.each<[string, 'monthly' | 'yearly', readonly string[]]>([
    ['2027-01-31', 'monthly', ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
    ['2028-01-30', 'monthly', ['2028-02-29', '2028-03-30', '2028-04-30']],
    ['2028-02-29', 'yearly', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29', '2033-02-28']],
    ['2027-12-31', 'monthly', ['2028-01-31', '2028-02-29', '2028-03-31']],
  ])(
    'R42 of %s, %s, is counted from there, in a short month on its last day',
    (date, payPeriod, expected) => {
      const account = bought({ plan: 'standard', payPeriod }, by(date))
      expect(dates(account, expected.length)).toEqual(expected)
    },
  )

  it('R42 charges a whole period, however many days it has', () =>
    expect(renewalAt(yearly)).toMatchObject({
      renewalDate: '2028-01-15',
      lines: [{ item: 'licences', quantity: 10, unit: 3_600, days: 366, of: 366, amount: 36_000 }],
      list: 36_000,
      discount: 7_200,
      charge: 28_800,
      commission: 0,
      carried: 0,
      outcome: { cycle: { anchor: '2027-01-15', renewal: 2, bookVersion: '2027-1' }, carried: 0 },
    }))

  it('R44 earns the commission on the customer’s card', () =>
    expect(renewalAt(yearly, { cardType: 'CC' })).toMatchObject({
      discount: 0,
      charge: 36_000,
      commission: 7_200,
    }))

  it.each<[string, Partial<Billing>, object]>([
    ['fewer licences', { scheduled: { licences: 4 } }, { licences: 4 }],
    ['a lower plan', { scheduled: { plan: 'mail-lite' } }, { plan: 'mail-lite' }],
    ['other storage', { scheduled: { storage: [{ gb: 5, count: 1 }] } }, { storage: [{ gb: 5, count: 1 }] }],
    ['no storage', { storage: [{ gb: 5, count: 1 }], scheduled: { storage: [] } }, { storage: [] }],
  ])('R41 makes what is scheduled so: %s', (_what, billing, expected) => {
    const { outcome } = renewalAt(having(yearly, billing))
    expect(outcome.purchase).toEqual({
      plan: 'standard',
      licences: 10,
      payPeriod: 'yearly',
      storage: [],
      ...expected,
    })
    expect(outcome).not.toHaveProperty('scheduled')
  })

  it('R41 R42 counts from its own date where it changes the pay period', () => {
    const account = bought({ plan: 'standard', payPeriod: 'monthly' }, by('2027-01-31'))
    const later = having(account, { scheduled: { payPeriod: 'yearly' } })
    expect(renewalAt(later)).toMatchObject({
      renewalDate: '2027-02-28',
      list: 18_000,
      outcome: { cycle: { anchor: '2027-02-28', renewal: 1 } },
    })
    expect(dates(later, 2)).toEqual(['2027-02-28', '2028-02-28'])
  })

  it('R42 is at the prices of the present book, or of the last that had one', () => {
    const account = having(yearly, {
      storage: [
        { gb: 5, count: 1 },
        { gb: 25, count: 1 },
      ],
    })
    const { lines, outcome } = renewalAt(account, { books: LATER_BOOKS })
    expect(lines.map(({ unit }) => unit)).toEqual([7_200, 500, 5_000])
    expect(outcome.cycle.bookVersion).toBe('2028-1')
    const light = bought({ plan: 'mail-lite' }, by('2027-01-15'))
    expect(renewalAt(light, { books: LATER_BOOKS }).lines.map(({ unit }) => unit)).toEqual([1_200])
  })

  it('R42 is for the first time at the date of a subscription that was imported', () => {
    const { cycle: _none, ...billing } = yearly.billing
    expect(dates({ customer: yearly.customer, billing }, 2)).toEqual(['2028-01-15', '2029-01-15'])
  })

  it('R45 is of the period from its own date on, also when it is paid late', () => {
    const unpaid = pastDue(having(yearly, { scheduled: { licences: 4 } }), 'declined', on('2028-01-15'))
    const { renewalDate, outcome } = renewalAt(unpaid)
    const paid = achieved(unpaid, outcome, on('2028-01-20'))
    expect(renewalDate).toBe('2028-01-15')
    expect(paid.customer.subscription).toMatchObject({ licences: 4, renewalDate: '2029-01-15' })
  })

  it('R41 is with a credit where one is carried', () =>
    expect(renewalAt(having(yearly, { carried: -1 })).list).toBe(35_999))

  it('R44 is listed without a card, as the customer would pay', () =>
    expect(renewalAt(yearly, { cardType: undefined })).toMatchObject({
      list: 36_000,
      charge: 36_000,
      commission: 0,
    }))

  it.each<[string, Account]>([
    ['on free', free],
    ['on a trial', trying('2027-02-25')],
    ['cancelled', having(yearly, { scheduled: { plan: 'free' } })],
  ])('R37 R41 is none %s', (_state, account) => expect(renewalOf(account, pricing)).toBeUndefined())

  it('R16 is none without a partner', () => {
    const { partnerId: former, ...alone } = yearly.customer
    expect(former).toBe(partnerId)
    expect(renewalOf({ ...yearly, customer: alone }, pricing)).toBeUndefined()
  })

  it('R41 of a change that was bought is of what it made', () => {
    const account = changed(yearly, { licences: 12, storage: [{ gb: 25, count: 1 }] }, by('2027-03-01'))
    expect(renewalAt(account).list).toBe(12 * 3_600 + 2_500)
  })
})
