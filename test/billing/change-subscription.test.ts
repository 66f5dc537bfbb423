import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/billing/change-subscription.ts'
import { handler as quote } from '../../functions/billing/quote-subscription.ts'
import { changeSubscription, quoteSubscription } from '../../shared/billing/contract.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { ledgerEventRecord, ledgerPartition } from '../../shared/ledger/records.ts'
import type { CardType } from '../../shared/subscriptions/plan.ts'
import { reader } from '../../shared/table/reader.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'

const provider = usePaymentProvider()

const ORDER = { plan: 'standard', licences: 10, payPeriod: 'yearly' } as const
const usd = (minor: number) => ({ currency: 'USD', minor }) as const

type Wish = Partial<Parameters<typeof arrange.subscribed>[0]> & object

interface Buying {
  readonly cardType?: CardType
  readonly card?: string
  readonly trial?: boolean
}

/** A customer on free, or on a trial, with a card on file. */
const buying = async ({ cardType, card, trial = false }: Buying = {}) => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified: true, trial })
  const { customerId } = customer
  const { billing } = await arrange.withCard(customer, cardType, card)
  const ifMatch = `"${billing?.version ?? 0}"`
  return { as: admin, input: { customerId, ...ORDER }, ifMatch, partner, customer, superAdmin }
}

/** A customer without a card, whose purchase brings one along. */
const bringingACard = async (cardType: CardType, paymentMethod = 'pm_card_visa') => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true })
  const profile = { cardType, paymentMethod }
  return { as: admin, input: { customerId: customer.customerId, ...ORDER, profile }, ifMatch: '"0"' }
}

/** A customer with a paid subscription, of whom something is asked. */
const changing = async (wish: object, wanted: Wish = {}) => {
  const { admin, partner, customer, billing, superAdmin } = await arrange.subscribed(wanted)
  const { customerId } = customer
  const ifMatch = `"${billing.version}"`
  return { as: admin, input: { customerId, ...wish }, ifMatch, partner, customer, billing, superAdmin }
}

let keys = 0
const asked = async (
  { as, input, ifMatch }: Pick<Awaited<ReturnType<typeof changing>>, 'as' | 'input' | 'ifMatch'>,
  idempotencyKey = `change-${(keys += 1)}`,
) => call(changeSubscription, handler, as, input, { ifMatch, idempotencyKey })

const quoted = async ({ as, input }: Pick<Awaited<ReturnType<typeof changing>>, 'as' | 'input'>) => {
  const { status, body } = await call(quoteSubscription, quote, as, input)
  expect(status).toBe(200)
  return body
}

const todayOf = async () => dateOf(await arrange.now())

const ledgerOf = async ({ partnerId }: { partnerId: Parameters<typeof ledgerPartition>[0] }) =>
  (await reader(world.table).page(ledgerEventRecord, { partition: ledgerPartition(partnerId), limit: 100 }))
    .items

describeOperation(changeSubscription, handler, {
  done: {
    title:
      'R36 R41 buys a whole year from today and ends the trial; R44 the reseller pays the list price less its discount',
    arrange: () => buying({ trial: true }),
    then: async (answer, { input: { customerId }, customer: before, partner, superAdmin }, table) => {
      const today = await todayOf()
      const renewalDate = plusMonths(today, 12)
      expect(answer).toMatchObject({
        subscription: { state: 'active', ...ORDER, renewalDate, profile: { cardType: 'RC', last4: '4242' } },
        payment: {
          customerId,
          state: 'succeeded',
          purpose: 'purchase',
          list: usd(36_000),
          discount: usd(7_200),
          charge: usd(28_800),
          commission: usd(0),
          cardType: 'RC',
          payer: 'partner',
          periodStart: today,
        },
      })
      const paymentId = answer.payment?.paymentId
      expect(provider.intents(paymentId)).toMatchObject([
        { amount: 28_800, amount_received: 28_800, status: 'succeeded', metadata: { customerId, paymentId } },
      ])
      const { customer, billing } = await arrange.storedAccount(customerId)
      expect(customer).toMatchObject({
        trial: { endReason: 'purchased', endRecordedAt: customer.subscription.paidSince },
        subscription: { ...ORDER, renewalDate, everCharged: true, cardType: 'RC' },
      })
      expect(billing).toMatchObject({
        cycle: { anchor: today, renewal: 1 },
        revenues: { [partner.partnerId]: 28_800 },
      })
      const items = await table.items()
      const due = items.filter(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))
      expect(due).toMatchObject([
        { pk: `DUE#renewal#${customerId}`, dueAt: startOfDate(renewalDate) },
        { pk: `DUE#renewal-notice#${customerId}`, dueAt: plusDays(startOfDate(renewalDate), -7) },
      ])
      expect(items.filter(({ pk }) => pk.startsWith('DUE#payment-resolve#'))).toEqual([])
      expect(items.find(({ sk }) => sk === `ROW#${customerId}`)).toMatchObject({
        summary: { subscription: { plan: 'standard' } },
        revenue: usd(28_800),
      })
      expect(await ledgerOf(partner)).toMatchObject([
        {
          paymentId,
          postings: [
            { account: 'cash', amount: 28_800 },
            { account: 'sales', amount: -36_000 },
            { account: 'discounts', amount: 7_200 },
          ],
        },
      ])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'payment-receipt' }])
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'subscription-changed' }])
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'payment-profile.set',
        'subscription.charge-begun',
        'subscription.purchased',
      ])
      expect(before.trial).not.toHaveProperty('endReason')
    },
  },
  inSteps: true,
  otherwise: [() => bringingACard('CC')],
  refuses: {
    'domain-not-verified': async () => {
      const asking = await buying()
      await arrange.unverify(asking.input.customerId)
      return asking
    },
    'payment-pending': () => changing({ licences: 12 }, { pending: 'change' }),
    'subscription-past-due': () => changing({ licences: 12 }, { dunning: 'declined' }),
    'renewal-due': async () => changing({ licences: 12 }, { anchor: plusMonths(await todayOf(), -12) }),
    'plan-yearly-only': () => changing({ plan: 'mail-premium' }, { payPeriod: 'monthly' }),
    'nothing-to-change': () => changing({ licences: 10 }),
    'mixed-change': () => changing({ licences: 12, plan: 'mail-lite' }),
    'scheduled-change-conflict': () => changing({ licences: 12 }, { scheduled: { licences: 5 } }),
    'licences-below-active-users': async () => {
      const asking = await changing({ licences: 1 })
      await arrange.user(asking.customer)
      return asking
    },
    'payment-profile-missing': async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      return { as: admin, input: { customerId: customer.customerId, ...ORDER }, ifMatch: '"0"' }
    },
    'charge-too-large': async () => {
      const asking = await buying()
      return { ...asking, input: { ...asking.input, plan: 'professional' as const, licences: 100_000 } }
    },
    'quote-changed': async () => {
      const asking = await buying()
      return { ...asking, input: { ...asking.input, expectedCharge: usd(28_799) } }
    },
    'card-unusable': () => bringingACard('RC', 'pm_nobody'),
    'payment-declined': () => buying({ card: 'pm_card_chargeCustomerFail' }),
    'payment-failed': async () => {
      const asking = { ...(await buying()), idempotencyKey: 'failed-before' }
      provider.fail({ fault: 'lost-before', times: 2 })
      const { body } = await asked(asking, asking.idempotencyKey)
      const { billing } = await arrange.storedAccount(asking.input.customerId)
      expect(body).toMatchObject({ payment: { paymentId: billing?.pending?.paymentId } })
      if (billing?.pending) await arrange.recorded(billing.pending, { outcome: 'failed' })
      return asking
    },
  },
})

describe('a change of a subscription', () => {
  const table = useMemoryTable()

  it('R44 the customer pays the list price by its own card, and the partner earns the same number, held', async () => {
    const { partner, superAdmin, ...asking } = await buying({ cardType: 'CC' })
    const { status, body } = await asked(asking)
    const payment = {
      list: usd(36_000),
      discount: usd(0),
      charge: usd(36_000),
      commission: usd(7_200),
      cardType: 'CC',
      payer: 'customer',
    }
    expect({ status, body }).toMatchObject({ status: 200, body: { payment } })
    expect(provider.intents().at(-1)).toMatchObject({ amount: 36_000 })
    const [event] = await ledgerOf(partner)
    expect(event?.postings).toEqual([
      { account: 'cash', amount: 36_000 },
      { account: 'sales', amount: -36_000 },
      { account: 'commission', amount: 7_200 },
      { account: 'held', amount: -7_200 },
    ])
    expect(body['payment']).toMatchObject({ availableAt: event && plusDays(event.at, 30) })
    const mails = (await mailsTo(table, superAdmin.email)).map(({ mail }) => mail)
    expect(mails.sort()).toEqual(['payment-receipt', 'subscription-changed'])
    expect(await mailsToPartner(table, partner)).toEqual([])
  })

  it.each([
    ['R41 more licences and another plan: pro rata', { licences: 12, plan: 'professional' }, 'yearly'],
    ['R41 storage', { storage: [{ gb: 25, count: 2 }] }, 'monthly'],
    ['R41 by the year instead of the month: a whole year from today', { payPeriod: 'yearly' }, 'monthly'],
  ] as const)('%s, charged now as it was quoted', async (_title, wish, payPeriod) => {
    const anchor = dateOf(plusDays(await arrange.now(), -10))
    const asking = await changing(wish, { payPeriod, anchor })
    const quote = await quoted(asking)
    expect(quote).toMatchObject({ effect: 'now', renewalDate: expect.any(String) })
    const before = provider.taken()
    const { status, body } = await asked({
      ...asking,
      input: { ...asking.input, ...{ expectedCharge: quote['charge'] } },
    })
    const { list, discount, charge, commission, renewalDate } = quote
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        subscription: { licences: 10, ...wish, renewalDate },
        payment: { state: 'succeeded', purpose: 'change', list, discount, charge, commission },
      },
    })
    expect(usd(provider.taken() - before)).toEqual(charge)
    const { customer } = await arrange.storedAccount(asking.input.customerId)
    expect(customer.subscription).toMatchObject({
      renewalDate,
      paidSince: asking.customer.subscription.paidSince,
    })
    expect(table.items()).toContainEqual(
      expect.objectContaining({
        pk: `DUE#renewal#${asking.input.customerId}`,
        dueAt: startOfDate(String(renewalDate)),
      }),
    )
  })

  it('R41 what lowers waits for the renewal and is not charged; what it replaces is named', async () => {
    const asking = await changing(
      { licences: 5, storage: [{ gb: 25, count: 0 }] },
      {
        storage: [{ gb: 25, count: 2 }],
        scheduled: { licences: 8, payPeriod: 'monthly' },
      },
    )
    const before = provider.intents().length
    const { status, body } = await asked(asking)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        subscription: expect.objectContaining({
          plan: 'standard',
          licences: 10,
          storage: [{ gb: 25, count: 2 }],
          scheduled: { licences: 5, payPeriod: 'monthly', storage: [] },
          version: asking.billing.version + 1,
        }),
        replaces: { licences: 8 },
      },
    })
    expect(provider.intents().length).toBe(before)
    expect((await auditActions(table, `BILLING#${asking.input.customerId}`)).at(-1)).toBe(
      'subscription.change-scheduled',
    )
  })

  it('R41 what is scheduled stays beside a later change that raises something else', async () => {
    const asking = await changing({ storage: [{ gb: 25, count: 1 }] }, { scheduled: { licences: 5 } })
    const { body } = await asked(asking)
    expect(body).toMatchObject({
      subscription: { licences: 10, storage: [{ gb: 25, count: 1 }], scheduled: { licences: 5 } },
      payment: { state: 'succeeded' },
    })
  })

  it('R41 what is too small to be charged takes effect, and its list price is carried', async () => {
    const renewed = dateOf(plusDays(await arrange.now(), 9))
    const anchor = plusMonths(renewed, -12)
    const asking = await changing({ licences: 4 }, { plan: 'mail-lite', licences: 3, anchor })
    const quote = await quoted(asking)
    const before = provider.intents().length
    const { status, body } = await asked(asking)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        subscription: expect.objectContaining({
          plan: 'mail-lite',
          licences: 4,
          renewalDate: quote['renewalDate'],
          carried: quote['carried'],
        }),
      },
    })
    expect(quote['carried']).toEqual(quote['list'])
    expect(quote['charge']).toEqual(usd(0))
    expect(provider.intents().length).toBe(before)
  })

  it('buys beside a schedule what was paid for before the programme charged it, by version 0', async () => {
    const { admin: as, partner } = await arrange.partner()
    const subscription = await arrange.paid()
    const { customer } = await arrange.customer(partner, { verified: true, subscription })
    const asking = { as, input: { customerId: customer.customerId, licences: 5 }, ifMatch: '"0"' }
    expect(await asked({ ...asking, ifMatch: '"1"' })).toMatchObject({ status: 412 })
    expect(await asked(asking)).toMatchObject({
      status: 200,
      body: { subscription: { scheduled: { licences: 5 }, version: 1 } },
    })
    expect(await asked(asking)).toMatchObject({ status: 412 })
  })

  it.each([
    ['pm_card_chargeCustomerFail', 'declined'],
    ['pm_card_authenticationRequired', 'authentication-required'],
  ])('R36 a refused card (%s) leaves the trial running and everything as it was', async (card, reason) => {
    const { partner, superAdmin, customer: before, ...asking } = await buying({ card, trial: true })
    const { customerId } = asking.input
    const { status, body } = await asked(asking)
    expect({ status, body }).toMatchObject({
      status: 402,
      body: { type: '/problems/payment-declined', reason },
    })
    const { customer, billing } = await arrange.storedAccount(customerId)
    const { version: _version, auditHash: _hash, auditAt: _at, ...same } = before
    expect(customer).toMatchObject({ ...same, subscription: { plan: 'free', everCharged: false } })
    expect(billing).not.toHaveProperty('pending')
    const paymentId = String(body['paymentId'])
    const items = table.items()
    expect(items.find(({ pk }) => pk === `PAYMENT#${paymentId}`)).toMatchObject({ state: 'declined', reason })
    const rows = items.filter(({ pk, sk }) => pk.startsWith('PAYMENT-LISTING#') && sk.endsWith(paymentId))
    expect(rows).toMatchObject([
      { state: 'declined', reason },
      { state: 'declined', reason },
    ])
    expect(items.filter(({ pk }) => /^(LEDGER|DUE#(renewal|payment))/.test(pk))).toEqual([])
    expect(items.filter(({ pk }) => pk === `DUE#trial-end#${customerId}`)).toHaveLength(1)
    expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'payment-declined' }])
    expect(await mailsTo(table, superAdmin.email)).toEqual([])
    const { billing: now } = await arrange.withCard({ customerId })
    const again = await asked({ ...asking, ifMatch: `"${now?.version ?? 0}"` })
    expect(again).toMatchObject({ status: 200, body: { payment: { state: 'succeeded' } } })
  })

  it('R41 refuses another charge than was expected, with the new quote', async () => {
    const asking = await buying()
    const { status, body } = await asked({
      ...asking,
      input: { ...asking.input, ...{ expectedCharge: usd(1) } },
    })
    expect({ status, body }).toMatchObject({ status: 409, body: { type: '/problems/quote-changed' } })
    expect(body['quote']).toEqual(await quoted(asking))
  })

  it.each([
    ['/plan', { plan: 'free' }],
    ['/plan', { plan: 'platinum' }],
    ['/licences', { licences: 2.5 }],
    ['/licences', { licences: '10' }],
    ['/licences', { licences: 2 ** 53 }],
    ['/licences', { licences: 0 }],
    ['/payPeriod', { payPeriod: 'weekly' }],
    ['/storage/0/count', { storage: [{ gb: 25, count: 1.5 }] }],
    ['/storage/0/gb', { storage: [{ gb: 26, count: 1 }] }],
    [
      '/storage',
      {
        storage: [
          { gb: 25, count: 1 },
          { gb: 25, count: 2 },
        ],
      },
    ],
    ['/expectedCharge/minor', { licences: 10, expectedCharge: { currency: 'USD', minor: 0.5 } }],
    ['/expectedCharge/minor', { licences: 10, expectedCharge: { currency: 'USD', minor: '100' } }],
    ['/expectedCharge/minor', { licences: 10, expectedCharge: { currency: 'USD', minor: 2 ** 53 } }],
    ['/expectedCharge/minor', { licences: 10, expectedCharge: { currency: 'USD', minor: -1 } }],
    ['/expectedCharge/currency', { licences: 10, expectedCharge: { currency: 'EUR', minor: 100 } }],
    ['', {}],
  ])('refuses at %s: %j', async (pointer, members) => {
    const { as, input, ifMatch } = await changing(members)
    for (const answer of [
      await asked({ as, input, ifMatch }),
      await call(quoteSubscription, quote, as, input),
    ])
      expect(answer).toMatchObject({
        status: 400,
        body: {
          type: '/problems/invalid-input',
          issues: expect.arrayContaining([expect.objectContaining({ pointer })]),
        },
      })
  })

  it('buys no paid plan where none is named nor tried', async () => {
    const { as, input, ifMatch } = await buying()
    const asking = { as, input: { customerId: input.customerId, licences: 3 }, ifMatch }
    expect(await asked(asking)).toMatchObject({ status: 400, body: { issues: [{ pointer: '/plan' }] } })
  })
})
