import { beforeEach, describe, expect, it, vi } from 'vitest'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import { createPayer, openCardEntry } from '../../functions/outside/payments/card-entry.ts'
import { cardOfMethod } from '../../functions/outside/payments/card.ts'
import { handler } from '../../functions/payments/set-payment-profile.ts'
import { handler as start } from '../../functions/payments/start-card-entry.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { setPaymentProfile, startCardEntry } from '../../shared/payments/contract.ts'
import type { CardType } from '../../shared/subscriptions/plan.ts'
import * as arrange from '../support/arrange.ts'
import { newUlid } from '../support/arrange/ulid.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { auditActions } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const payments = usePaymentProvider()

const named = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  return { as: admin, customer, customerId: customer.customerId }
}

/** Enters a card at the provider's page, as its owner does, and gives what came back. */
const entered = async (
  { as, customerId }: { readonly as: arrange.Somebody; readonly customerId: CustomerId },
  cardType: CardType = 'RC',
  card = 'pm_card_visa',
): Promise<string> => {
  const options = { idempotencyKey: newUlid() }
  const { body } = await call(startCardEntry, start, as, { customerId, cardType }, options)
  return (await payments.enterCard(String(body['url']), card)).searchParams.get('entry') ?? ''
}

/** Asks for a card that was entered, of a customer that has none yet. */
const entering = async () => {
  const { as, customer, customerId } = await named()
  const entry = await entered({ as, customerId })
  return { as, ifMatch: '"0"', input: { customerId, cardType: 'RC' as const, entry }, customer }
}

/** Asks for another card by its token, of a customer whose renewal is not paid. */
const pastDue = async () => {
  const { admin: as, customer } = await arrange.subscribed({ dunning: 'declined' })
  const { billing } = await arrange.storedAccount(customer.customerId)
  const input = {
    customerId: customer.customerId,
    cardType: 'CC' as const,
    paymentMethod: 'pm_card_mastercard',
  }
  return { as, ifMatch: `"${billing?.version}"`, input, customer }
}

describeOperation(setPaymentProfile, handler, {
  done: {
    title:
      'R43 keeps what the provider tells of a card that was entered, and shows it on the row of the customer',
    arrange: () => entering(),
    then: async (answer, { customer: { customerId, partnerId } }, table) => {
      const shown = { cardType: 'RC', brand: 'visa', last4: '4242', expiresAt: '2034-12' }
      expect(answer).toMatchObject({ state: 'free', profile: shown, version: 1 })
      const { billing } = await arrange.storedAccount(customerId)
      expect(billing?.profile).toEqual({
        ...shown,
        ownerId: partnerId,
        providerCustomer: expect.stringMatching(/^cus_[A-Za-z]{24}$/),
        paymentMethod: expect.stringMatching(/^pm_[A-Za-z]{24}$/),
      })
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ROW#${customerId}`)).toMatchObject({
        summary: { subscription: { cardType: 'RC' } },
      })
      expect(await auditActions(table, `BILLING#${customerId}`)).toEqual(['payment-profile.set'])
    },
  },
  otherwise: [pastDue],
  refuses: {
    'card-unusable': async () => {
      const asking = await entering()
      return { ...asking, input: { ...asking.input, entry: 'cs_test_nobody' } }
    },
  },
})

describe('a card on file', () => {
  useMemoryTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  const set = (
    { as, customerId }: { readonly as: arrange.Somebody; readonly customerId: CustomerId },
    card: object,
    idempotencyKey: string = newUlid(),
  ) => call(setPaymentProfile, handler, as, { customerId, ...card }, { idempotencyKey, ifMatch: '*' })

  it('R43 keeps the id that comes back for a token, not the one that was sent', async () => {
    const who = await named()
    const called = await set(who, { cardType: 'CC', paymentMethod: 'pm_card_amex' })
    expect(called.body['profile']).toMatchObject({ cardType: 'CC', brand: 'amex', last4: '8431' })
    const { billing } = await arrange.storedAccount(who.customerId)
    expect(billing?.profile).toMatchObject({
      ownerId: who.customerId,
      paymentMethod: expect.stringMatching(/^pm_[A-Za-z]{24}$/),
    })
    const again = { cardType: 'CC', paymentMethod: billing?.profile?.paymentMethod }
    expect(await set(who, again)).toMatchObject({ status: 200, body: { profile: { last4: '8431' } } })
  })

  it('R43 says no more of the token of somebody else than of one that does not exist', async () => {
    const who = await named()
    const stranger = await named()
    const anothers = await entered(stranger)
    const providerCustomer = await createPayer({ ownerId: 'ptr_other', key: newUlid() })
    const card = await cardOfMethod({ paymentMethod: 'pm_card_visa', providerCustomer, key: newUlid() })
    if ('unusable' in card) throw new Error(card.unusable)
    const returnUrl = 'https://store.example.com/'
    const { url } = await openCardEntry({ providerCustomer, returnUrl, key: newUlid() })
    const own = await entered(who, 'CC')
    const tokens = [
      { entry: 'cs_test_nobody' },
      { entry: anothers },
      { entry: url.split('/').at(-1) },
      // The organisation's own is not its partner's.
      { entry: own },
      { paymentMethod: 'pm_nobody' },
      { paymentMethod: card.paymentMethod },
    ]
    for (const token of tokens) {
      const { status, body } = await set(who, { cardType: 'RC', ...token })
      expect({ token, status, ...body }).toMatchObject({
        token,
        status: 409,
        type: '/problems/card-unusable',
        reason: 'unknown',
      })
    }
    expect((await arrange.storedAccount(who.customerId)).billing).toBeUndefined()
    expect(await set(who, { cardType: 'CC', entry: own })).toMatchObject({ status: 200 })
  })

  it.each([
    ['pm_card_chargeDeclined', 'declined'],
    ['pm_card_chargeDeclinedExpiredCard', 'declined'],
  ])('R43 refuses %s as %s, and another one under the same key is taken', async (paymentMethod, reason) => {
    const who = await named()
    const refused = await set(who, { cardType: 'RC', paymentMethod }, 'pressed')
    expect(refused).toMatchObject({ status: 409, body: { reason } })
    const taken = await set(who, { cardType: 'RC', paymentMethod: 'pm_card_visa' }, 'pressed')
    expect(taken).toMatchObject({ status: 200 })
  })

  it('R43 refuses an entry that is not complete', async () => {
    const who = await named()
    const options = { idempotencyKey: newUlid() }
    const input = { customerId: who.customerId, cardType: 'RC' }
    const { body } = await call(startCardEntry, start, who.as, input, options)
    const entry = String(body['url']).split('/').at(-1)
    const { status, body: refused } = await set(who, { cardType: 'RC', entry })
    expect({ status, ...refused }).toMatchObject({ status: 409, reason: 'incomplete' })
  })

  it.each<[string, object]>([
    ['neither', {}],
    ['both', { entry: 'cs_test_a', paymentMethod: 'pm_card_visa' }],
    ['a card number', { paymentMethod: '4242424242424242' }],
    ['a card number behind the prefix', { paymentMethod: 'pm_4242424242424242' }],
    ['a card number within', { entry: 'cs_test_4242_4242_4242_4242' }],
    ['a path', { paymentMethod: 'pm_card_visa/attach' }],
    ['a query', { entry: 'cs_test?expand' }],
    ['another kind of token', { paymentMethod: 'cs_test_a' }],
    ['a long one', { paymentMethod: `pm_${'a'.repeat(98)}` }],
    ['a line break', { entry: 'cs_test_a\n' }],
  ])('R43 takes no token but one of the provider: %s', async (_what, card) => {
    expect(await set(await named(), { cardType: 'RC', ...card })).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-input' },
    })
  })

  it.each(['declined', 'no-profile', 'authentication-required'] as const)(
    'R45 is tried at once where the renewal is past due: %s',
    async (dunning) => {
      const { admin: as, customer } = await arrange.subscribed({ dunning })
      const { customerId } = customer
      const called = await set({ as, customerId }, { cardType: 'RC', paymentMethod: 'pm_card_visa' })
      const { billing } = await arrange.storedAccount(customerId)
      expect(called.body).toMatchObject({ state: 'past-due', dunning: { reason: dunning } })
      expect(Object(called.body['dunning']).nextAttemptAt).toBe(billing?.auditAt)
    },
  )

  it('R45 is not tried once the grace is over', async () => {
    const { admin: as, customer } = await arrange.subscribed({ dunning: 'declined' })
    await arrange.advanceClock('P16D')
    const { customerId } = customer
    const before = await arrange.storedAccount(customerId)
    const called = await set({ as, customerId }, { cardType: 'RC', paymentMethod: 'pm_card_visa' })
    expect(called).toMatchObject({ status: 200, body: { state: 'free' } })
    const { billing } = await arrange.storedAccount(customerId)
    expect(billing?.dunning).toEqual(before.billing?.dunning)
  })

  it('R43 counts from the next charge: one under way keeps its card', async () => {
    const { admin: as, customer, payment } = await arrange.subscribed({ pending: 'change' })
    const { customerId } = customer
    const called = await set({ as, customerId }, { cardType: 'CC', paymentMethod: 'pm_card_mastercard' })
    expect(called).toMatchObject({ status: 200, body: { profile: { brand: 'mastercard' } } })
    const pinned = await arrange.storedPayment(payment)
    if (pinned.state !== 'pending') throw new Error('The payment is closed')
    expect(pinned).toEqual(payment)
    await chargeCard(pinned)
    expect(payments.intents(payment.paymentId)).toMatchObject([
      { customer: payment.profile.providerCustomer, payment_method: payment.profile.paymentMethod },
    ])
  })

  it('R43 refuses as unavailable where the provider does not answer', async () => {
    const who = await named()
    payments.fail({ fault: 'lost-before', times: 2 })
    const called = await set(who, { cardType: 'RC', paymentMethod: 'pm_card_visa' }, 'pressed')
    expect(called).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } })
    expect((await arrange.storedAccount(who.customerId)).billing).toBeUndefined()
  })
})
