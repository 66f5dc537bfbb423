import { describe, expect, it } from 'vitest'
import { decideChange, type ChangeContext } from '../../shared/billing/change.ts'
import { Quote, quoteOf, refuseOtherCharge } from '../../shared/billing/quote.ts'
import type { Account } from '../../shared/billing/subscription.ts'
import type { ChangeWish } from '../../shared/billing/wish.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { bought, by, free, having } from './accounts.ts'

const usd = (minor: number) => ({ currency: 'USD', minor })
const active = bought({ plan: 'standard', licences: 10 }, by('2027-01-15'))
const IN_MARCH = by('2027-03-01')
const CC = by('2027-03-01', { cardType: 'CC' })

const quoted = (account: Account, wish: ChangeWish, context: ChangeContext): Quote =>
  Quote.parse(quoteOf(decideChange(account, wish, context), account, context))

describe('a quote (R41)', () => {
  it('R44 of a purchase says what the partner pays', () =>
    expect(quoted(free, { plan: 'standard', licences: 10 }, IN_MARCH)).toEqual({
      effect: 'now',
      lines: [
        {
          item: 'licences',
          plan: 'standard',
          payPeriod: 'yearly',
          quantity: 10,
          unit: usd(3_600),
          days: 366,
          of: 366,
          amount: usd(36_000),
        },
      ],
      list: usd(36_000),
      discount: usd(7_200),
      charge: usd(28_800),
      payer: 'partner',
      cardType: 'RC',
      commission: usd(0),
      renewalDate: '2028-03-01',
      nextRenewal: {
        renewalDate: '2028-03-01',
        list: usd(36_000),
        discount: usd(7_200),
        charge: usd(28_800),
        commission: usd(0),
      },
    }))

  it('R44 R47 on the customer’s card says what the partner earns, and from when on', () =>
    expect(quoted(active, { licences: 11 }, CC)).toMatchObject({
      discount: usd(0),
      payer: 'customer',
      cardType: 'CC',
      commission: { currency: 'USD' },
      availableAt: '2027-03-31T09:00:00.000Z',
      nextRenewal: { charge: usd(39_600), commission: usd(7_920) },
    }))

  it('R41 of a change at the renewal charges nothing now, and says what it replaces', () =>
    expect(quoted(having(active, { scheduled: { licences: 8 } }), { licences: 9 }, IN_MARCH)).toEqual({
      effect: 'at-renewal',
      lines: [],
      list: usd(0),
      discount: usd(0),
      charge: usd(0),
      payer: 'partner',
      cardType: 'RC',
      commission: usd(0),
      renewalDate: '2028-01-15',
      scheduled: { licences: 9 },
      replaces: { licences: 8 },
      nextRenewal: {
        renewalDate: '2028-01-15',
        list: usd(32_400),
        discount: usd(6_480),
        charge: usd(25_920),
        commission: usd(0),
      },
    }))

  it('R41 without a card says what is free of it', () => {
    const quote = quoted(active, { licences: 9 }, by('2027-03-01', { cardType: undefined }))
    expect(quote.nextRenewal).toEqual({ renewalDate: '2028-01-15', list: usd(32_400) })
    expect(quote).not.toHaveProperty('payer')
    expect(quote).not.toHaveProperty('cardType')
  })

  it('R41 says what stays scheduled, and what that makes of the renewal', () =>
    expect(quoted(having(active, { scheduled: { plan: 'mail-lite' } }), { licences: 11 }, CC)).toMatchObject({
      effect: 'now',
      scheduled: { plan: 'mail-lite' },
      nextRenewal: { list: usd(13_200) },
    }))

  it('R41 has no next renewal where the subscription falls to free', () => {
    const quote = quoted(having(active, { scheduled: { plan: 'free' } }), { licences: 11 }, IN_MARCH)
    expect(quote).toMatchObject({ scheduled: { plan: 'free' }, renewalDate: '2028-01-15' })
    expect(quote).not.toHaveProperty('nextRenewal')
  })

  it('R45 says what is carried into the next charge', () => {
    const light = bought({ plan: 'mail-lite', licences: 3 }, by('2027-01-15'))
    expect(quoted(light, { licences: 4 }, by('2028-01-06'))).toMatchObject({
      list: usd(29),
      charge: usd(0),
      discount: usd(0),
      carried: usd(29),
      nextRenewal: { list: usd(4_829) },
    })
    expect(quoted(having(light, { carried: 29 }), { licences: 2 }, IN_MARCH)).toMatchObject({
      carried: usd(29),
      nextRenewal: { list: usd(2_429) },
    })
  })

  it('R41 refuses a charge that is not the expected one, with the new quote in full', () => {
    const quote = quoted(active, { licences: 11 }, IN_MARCH)
    const refusing = (minor: number | undefined) => () =>
      refuseOtherCharge(quote, minor === undefined ? undefined : { currency: 'USD', minor })
    expect(refusing(undefined)).not.toThrow()
    expect(refusing(quote.charge.minor)).not.toThrow()
    for (const minor of [0, quote.charge.minor - 1, quote.charge.minor + 1]) {
      expect(refusing(minor)).toThrow(Problem)
      try {
        refusing(minor)()
      } catch (thrown) {
        expect(thrown).toMatchObject({ message: 'quote-changed', details: { quote } })
      }
    }
  })
})
