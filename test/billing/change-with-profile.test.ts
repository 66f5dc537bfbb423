import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/billing/change-subscription.ts'
import { handler as quote } from '../../functions/billing/quote-subscription.ts'
import { handler as start } from '../../functions/payments/start-card-entry.ts'
import { changeSubscription, quoteSubscription } from '../../shared/billing/contract.ts'
import { dateOf } from '../../shared/kernel/date.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { startCardEntry } from '../../shared/payments/contract.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { call } from '../support/describe/call.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const payments = usePaymentProvider()

interface Of {
  readonly as: arrange.Somebody
  readonly customerId: CustomerId
}

const unpaid = async (): Promise<Of> => {
  const { admin: as, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true })
  return { as, customerId: customer.customerId }
}
const subscribed = async (): Promise<Of> => {
  const { admin: as, customer } = await arrange.subscribed()
  return { as, customerId: customer.customerId }
}

const change = ({ as, customerId }: Of, input: object, idempotencyKey = newUlid()) =>
  call(changeSubscription, handler, as, { customerId, ...input }, { idempotencyKey, ifMatch: '*' })

const BUYING = { plan: 'standard', licences: 10 }
const profileOf = async ({ customerId }: Of) => (await arrange.storedAccount(customerId)).billing?.profile
const taken = () => payments.taken()

describe('a change that brings its card along', () => {
  const table = useMemoryTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  it('R41 R43 buys by a card that was entered for it, and keeps the card on file', async () => {
    const of = await unpaid()
    const { as, customerId } = of
    const input = { customerId, cardType: 'RC' }
    const { body } = await call(startCardEntry, start, as, input, { idempotencyKey: newUlid() })
    const back = await payments.enterCard(String(body['url']), 'pm_card_mastercard')
    const entry = back.searchParams.get('entry')
    const bought = await change(of, { ...BUYING, profile: { cardType: 'RC', entry } })
    expect(bought).toMatchObject({
      status: 200,
      body: {
        subscription: { state: 'active', profile: { cardType: 'RC', brand: 'mastercard', last4: '4444' } },
        payment: { state: 'succeeded', charge: { minor: 28_800 }, payer: 'partner' },
      },
    })
    const profile = await profileOf(of)
    const paymentId = String(Object(bought.body['payment']).paymentId)
    expect(payments.intents(paymentId)).toMatchObject([
      { customer: profile?.providerCustomer, payment_method: profile?.paymentMethod },
    ])
  })

  it('R41 without it, says that no card is on file', async () => {
    expect(await change(await unpaid(), BUYING)).toMatchObject({
      status: 409,
      body: { type: '/problems/payment-profile-missing' },
    })
  })

  it('R41 R44 costs what its quote says for a card of that type', async () => {
    const of = await subscribed()
    const { as, customerId } = of
    const wish = { licences: 12 }
    const quoted = await call(quoteSubscription, quote, as, { customerId, ...wish, cardType: 'CC' })
    const profile = { cardType: 'CC', paymentMethod: 'pm_card_visa' }
    const expectedCharge = quoted.body['charge']
    const { status, body } = await change(of, { ...wish, expectedCharge, profile })
    expect({ status, ...body }).toMatchObject({
      status: 200,
      payment: { charge: expectedCharge, commission: quoted.body['commission'], cardType: 'CC' },
    })
    expect(await profileOf(of)).toMatchObject({ cardType: 'CC', ownerId: customerId })
  })

  it('R41 R43 is scheduled with it, and counts from the renewal on', async () => {
    const of = await subscribed()
    const profile = { cardType: 'CC', paymentMethod: 'pm_card_visa' }
    const { status, body } = await change(of, { licences: 5, profile })
    expect({ status, ...body }).toMatchObject({
      status: 200,
      subscription: { scheduled: { licences: 5 }, profile: { cardType: 'CC' } },
    })
    expect(body).not.toHaveProperty('payment')
  })

  it('R41 R43 is not charged where it costs too little, and keeps the card on file', async () => {
    const nearlyOver = dateOf(plusDays(await arrange.now(), -358))
    const mailLite = { plan: 'mail-lite', licences: 3, anchor: nearlyOver } as const
    const { admin: as, customer } = await arrange.subscribed(mailLite)
    const of = { as, customerId: customer.customerId }
    const before = taken()
    const { status, body } = await change(of, {
      licences: 4,
      profile: { cardType: 'CC', paymentMethod: 'pm_card_visa' },
    })
    expect({ status, ...body }).toMatchObject({
      status: 200,
      subscription: { licences: 4, profile: { cardType: 'CC' } },
    })
    expect(Object(body['subscription']).carried.minor).toBeGreaterThan(0)
    expect(body).not.toHaveProperty('payment')
    expect(taken()).toBe(before)
  })

  it('R43 R45 keeps the card on file of which the charge is declined', async () => {
    const of = await unpaid()
    const profile = { cardType: 'CC', paymentMethod: 'pm_card_chargeCustomerFail' }
    const declined = await change(of, { ...BUYING, profile })
    expect(declined).toMatchObject({ status: 402, body: { reason: 'declined' } })
    expect(await profileOf(of)).toMatchObject({ cardType: 'CC', last4: '0341' })
  })

  it('R45 charges once under one idempotency key, and gives the card to its owner once', async () => {
    const of = await unpaid()
    const input = { ...BUYING, profile: { cardType: 'RC', paymentMethod: 'pm_card_visa' } }
    const before = taken()
    const first = await change(of, input, 'pressed')
    const profile = await profileOf(of)
    expect(await change(of, input, 'pressed')).toEqual(first)
    expect(taken()).toBe(before + 28_800)
    expect(await profileOf(of)).toEqual(profile)
    const other = { ...input, profile: { ...input.profile, cardType: 'CC' } }
    expect(await change(of, other, 'pressed')).toMatchObject({
      status: 409,
      body: { type: '/problems/idempotency-key-reused' },
    })
  })

  it.each<[string, object, number, string]>([
    ['a card of nobody', { profile: { cardType: 'RC', paymentMethod: 'pm_nobody' } }, 409, 'card-unusable'],
    ['an entry of nobody', { profile: { cardType: 'RC', entry: 'cs_nobody' } }, 409, 'card-unusable'],
    ['no token', { profile: { cardType: 'RC' } }, 400, 'invalid-input'],
    [
      'a card number',
      { profile: { cardType: 'RC', paymentMethod: 'pm_4111111111111111' } },
      400,
      'invalid-input',
    ],
    [
      'a charge that is not expected',
      { expectedCharge: { currency: 'USD', minor: 1 } },
      409,
      'quote-changed',
    ],
  ])('R41 R43 changes and charges nothing with %s', async (_what, other, status, code) => {
    const of = await unpaid()
    await arrange.bind(of.as)
    const before = table.items()
    const money = taken()
    const profile = { cardType: 'RC', paymentMethod: 'pm_card_visa' }
    const called = await change(of, { ...BUYING, profile, ...other })
    expect(called).toMatchObject({ status, body: { type: `/problems/${code}` } })
    expect(table.items()).toEqual(before)
    expect(taken()).toBe(money)
  })
})
