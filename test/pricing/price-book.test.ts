import { describe, expect, it } from 'vitest'
import { bookOf, priceBook, priceBooks } from '../../shared/pricing/price-book.ts'
import { Service } from '../../shared/services/service.ts'
import {
  FREE_LICENCES,
  freeSubscription,
  isPaid,
  Plan,
  Subscription,
} from '../../shared/subscriptions/plan.ts'

const { plans, packs } = priceBook
const ascending = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b)

describe('R42 the price book', () => {
  it('has its plans in rank order, which is that of their yearly price', () => {
    const yearly = plans.map((plan) => plan.yearly)
    expect(yearly).toEqual(ascending(yearly))
    expect(Plan.options).toEqual(plans.map(({ plan }) => plan))
  })

  it('sells these plans by year and month, the month only where the plan has one', () =>
    expect(plans.map((plan) => [plan.plan, plan.yearly, 'monthly' in plan ? plan.monthly : '–'])).toEqual([
      ['free', 0, '–'],
      ['mail-lite', 1200, '–'],
      ['mail-lite-10', 1500, '–'],
      ['standard', 3600, 400],
      ['mail-premium', 4800, '–'],
      ['professional', 7200, 800],
    ]))

  it('has whole minor units', () => {
    const prices = [...plans, ...packs].flatMap((sold) => [
      sold.yearly,
      ...('monthly' in sold ? [sold.monthly] : []),
    ])
    expect(prices.filter((price) => !Number.isSafeInteger(price) || price < 0)).toEqual([])
  })

  it('sells storage at 100 a GB and year, 10 a GB and month', () => {
    expect(packs.map(({ gb }) => gb)).toEqual([5, 25, 50, 100, 200])
    for (const { gb, yearly, monthly } of packs) expect([yearly, monthly]).toEqual([gb * 100, gb * 10])
  })

  it('says which prices are assumed', () => expect(priceBook.assumed).toEqual(['monthly', 'packs']))

  it('has versions, each found by its name, the present one first', () => {
    expect(priceBooks[0]).toBe(priceBook)
    expect(new Set(priceBooks.map(({ version }) => version)).size).toBe(priceBooks.length)
    for (const book of priceBooks) expect(bookOf(book.version)).toBe(book)
    expect(() => bookOf('2000-1')).toThrow('No version 2000-1 of the price book')
  })

  it('R15 has mail in every plan, everything in the highest, and each once in the order of the catalogue', () => {
    for (const { services } of plans) {
      expect(services).toContain('mail')
      expect(services).toEqual(Service.options.filter((service) => services.some((own) => own === service)))
    }
    expect(plans.at(-1)?.services).toEqual(Service.options)
  })
})

describe('a subscription', () => {
  it('R42 is free with five licences until something is bought', () => {
    expect(FREE_LICENCES).toBe(5)
    expect(freeSubscription).toEqual({ plan: 'free', licences: 5, everCharged: false })
    expect(Plan.options.filter((plan) => !isPaid({ plan }))).toEqual(['free'])
  })
  it('R16 was never charged where nothing says so', () =>
    expect(Subscription.parse({ plan: 'free', licences: 5 }).everCharged).toBe(false))
})
