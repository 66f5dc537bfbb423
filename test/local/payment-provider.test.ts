import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TEST_CARDS } from '../../local/payment-provider/cards.ts'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import { readForm } from '../../local/payment-provider/form.ts'
import { type PaymentProvider, startPaymentProvider } from '../../local/payment-provider/provider.ts'

const KEY = 'sk_test_local'
const SECRET = 'whsec_local'

let stateDir: string
let provider: PaymentProvider
let events: SignedEvent[]
let isDeaf: boolean
let stripe: Stripe

const start = (port = 0): Promise<PaymentProvider> =>
  startPaymentProvider({
    port,
    stateDir,
    key: KEY,
    eventSecret: SECRET,
    onEvent: async (event) => {
      if (isDeaf) throw new Error('Nobody listens')
      events.push(event)
    },
  })
const clientOf = ({ url }: PaymentProvider): Stripe =>
  new Stripe(KEY, {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
const typesOf = (of: readonly SignedEvent[]): string[] =>
  of.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, SECRET).type)

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'payments-'))
  events = []
  isDeaf = false
  provider = await start()
  stripe = clientOf(provider)
})
afterEach(async () => {
  await provider.stop()
  rmSync(stateDir, { recursive: true })
})

const payer = () => stripe.customers.create({ metadata: { ownerId: 'prt_1' } })
const order = async (token = 'pm_card_visa') => {
  const { id: customer } = await payer()
  return {
    amount: 1_234,
    currency: 'usd',
    customer,
    payment_method: (await stripe.paymentMethods.attach(token, { customer })).id,
    allowed_payment_method_types: ['card' as const],
    off_session: true,
    confirm: true,
    metadata: { paymentId: 'pay_1', customerId: 'cus_1' },
  }
}
const opened = async () => {
  const { id: customer } = await payer()
  return stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'usd',
    allowed_payment_method_types: ['card'],
    customer,
    success_url: 'https://store.example.com/?entry={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://store.example.com/?cancelled',
  })
}
const post = (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' })
const control = (path: string, body?: object) =>
  fetch(`${provider.url}/control/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  })

describe('a form', () => {
  it.each([
    ['', {}],
    ['a=1&b=', { a: '1', b: '' }],
    ['m[x]=1&m[y]=2', { m: { x: '1', y: '2' } }],
    ['e[0]=a.b&e[1]=c', { e: ['a.b', 'c'] }],
    ['e[]=a', { e: ['a'] }],
    ['m[x][0][y]=%5B%26', { m: { x: [{ y: '[&' }] } }],
  ])('%s is a tree', (encoded, tree) => {
    expect(readForm(encoded)).toEqual(tree)
  })

  it('sets no prototype', () => {
    expect(readForm('__proto__[polluted]=1')).toHaveProperty('__proto__', expect.anything())
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('a request that the provider does not know', () => {
  it('is an error, never an empty answer', async () => {
    await expect(stripe.accounts.retrieve('acct_1')).rejects.toMatchObject({
      statusCode: 404,
      type: 'StripeInvalidRequestError',
      message: 'Unrecognized request URL (GET: /v1/accounts/acct_1).',
    })
    await expect(stripe.paymentIntents.cancel('pi_1')).rejects.toMatchObject({ statusCode: 404 })
    await expect(stripe.customers.create({ email: 'ada@example.com' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'email',
    })
    await expect(stripe.paymentIntents.retrieve('pi_1', { expand: ['customer'] })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'expand',
    })
  })

  it.each([
    [{ amount: undefined }, { code: 'parameter_missing', param: 'amount' }],
    [{ amount: 12.5 }, { param: 'amount' }],
    [{ amount: 49 }, { code: 'amount_too_small', param: 'amount' }],
    [{ amount: 100_000_000 }, { code: 'amount_too_large', param: 'amount' }],
    [{ currency: 'thb' }, { param: 'currency' }],
    [{ confirm: false }, { param: 'confirm' }],
    [{ customer: 'cus_none' }, { code: 'resource_missing', param: 'customer' }],
    [{ payment_method: 'pm_none' }, { code: 'resource_missing', param: 'payment_method' }],
    [{ description: 'Ada' }, { code: 'parameter_unknown', param: 'description' }],
  ])('is refused for %o, and charges nothing', async (wrong, refusal) => {
    const asked = stripe.paymentIntents.create(Object.assign(await order(), wrong))
    await expect(asked).rejects.toMatchObject({
      statusCode: 400,
      rawType: 'invalid_request_error',
      ...refusal,
    })
    expect(provider.intents()).toEqual([])
  })

  it('needs the key, the version and, to change something, a key of its own', async () => {
    const url = `${provider.url}/v1/customers`
    const version = { 'stripe-version': '2026-10-28.endive' }
    const authorization = `Bearer ${KEY}`
    const statuses = await Promise.all([
      post(url, {}, version),
      post(url, {}, { ...version, authorization: 'Bearer sk_other' }),
      post(url, {}, { authorization, 'stripe-version': '2020-08-27' }),
      post(url, {}, { ...version, authorization }),
      post(url, {}, { ...version, authorization, 'idempotency-key': 'one' }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 400, 400, 200])
  })

  it('is refused to other web pages', async () => {
    const headers = { origin: 'https://elsewhere.example' }
    expect((await fetch(`${provider.url}/control/payment-intents`, { headers })).status).toBe(403)
  })
})

describe('an idempotency key', () => {
  it('answers the same again, also when it was refused', async () => {
    const asked = await order()
    const options = { idempotencyKey: 'one' }
    const first = await stripe.paymentIntents.create(asked, options)
    const again = await stripe.paymentIntents.create(asked, options)
    expect(again).toEqual(first)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    const refused = await order('pm_card_chargeCustomerFail')
    const twice = [1, 2].map(() => stripe.paymentIntents.create(refused, { idempotencyKey: 'two' }))
    for (const asking of twice)
      await expect(asking).rejects.toMatchObject({
        statusCode: 402,
        code: 'card_declined',
        decline_code: 'generic_decline',
        payment_intent: { status: 'requires_payment_method', metadata: { paymentId: 'pay_1' } },
      })
    expect(provider.intents()).toHaveLength(2)
  })

  it('takes no other parameters, and another path is another request', async () => {
    const asked = await order()
    await stripe.paymentIntents.create(asked, { idempotencyKey: 'one' })
    const other = { ...asked, amount: 1_235 }
    await expect(stripe.paymentIntents.create(other, { idempotencyKey: 'one' })).rejects.toMatchObject({
      statusCode: 400,
      type: 'StripeIdempotencyError',
    })
    await expect(stripe.customers.create({}, { idempotencyKey: 'one' })).rejects.toMatchObject({
      statusCode: 400,
    })
  })

  it('is free again after a request that was wrong, and after a day', async () => {
    const asked = await order()
    const options = { idempotencyKey: 'one' }
    await expect(stripe.paymentIntents.create({ ...asked, amount: 1 }, options)).rejects.toThrow('at least')
    const first = await stripe.paymentIntents.create(asked, options)
    vi.setSystemTime(Date.now() + 86_400_001)
    const second = await stripe.paymentIntents.create(asked, options)
    vi.useRealTimers()
    expect(second.id).not.toBe(first.id)
  })

  it('is in use while its request is under way', async () => {
    const asked = await order()
    const options = { idempotencyKey: 'one' }
    provider.fail({ fault: 'slow', times: 1 })
    const slow = stripe.paymentIntents.create(asked, { ...options, timeout: 300 })
    const lost = expect(slow).rejects.toMatchObject({ type: 'StripeConnectionError' })
    await vi.waitFor(() => expect(provider.intents()).toHaveLength(1))
    await expect(stripe.paymentIntents.create(asked, options)).rejects.toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    })
    await lost
    await vi.waitFor(async () =>
      expect(await stripe.paymentIntents.create(asked, options)).toHaveProperty('id'),
    )
    expect(provider.intents()).toHaveLength(1)
  })
})

describe('a list of intents', () => {
  it('has pages, newest first, of a payer and a time', async () => {
    const asked = await order()
    for (let n = 1; n <= 5; n += 1) await stripe.paymentIntents.create({ ...asked, amount: 100 * n })
    await stripe.paymentIntents.create(await order())
    const { customer } = asked
    const amounts: number[] = []
    for await (const { amount } of stripe.paymentIntents.list({ customer, limit: 2 })) amounts.push(amount)
    expect(amounts).toEqual([500, 400, 300, 200, 100])
    const later = { gte: Math.floor(Date.now() / 1_000) + 60 }
    expect((await stripe.paymentIntents.list({ customer, created: later })).data).toEqual([])
    expect((await stripe.paymentIntents.list()).data).toHaveLength(6)
    await expect(stripe.paymentIntents.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' })
  })
})

describe('an intent that stands open', () => {
  const open = async (status: string) => {
    const { id } = await stripe.paymentIntents.create(await order())
    expect((await control('open-intents', { paymentIntent: id, status })).status).toBe(200)
    return id
  }

  it.each(['requires_payment_method', 'requires_confirmation', 'requires_action'])(
    'is cancelled from %s, once and for good, and told of',
    async (status) => {
      const id = await open(status)
      expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', amount_received: 0 })
      await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({
        code: 'payment_intent_unexpected_state',
      })
      await provider.settled()
      expect(typesOf(events)).toContain('payment_intent.canceled')
    },
  )

  it('is not cancelled while a bank works on it, nor where there is none', async () => {
    const id = await open('processing')
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ statusCode: 400 })
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'processing' })
    await expect(stripe.paymentIntents.cancel('pi_none')).rejects.toMatchObject({ statusCode: 404 })
    const none = { paymentIntent: 'pi_none', status: 'processing' }
    expect((await control('open-intents', none)).status).toBe(404)
  })
})

describe('a refund', () => {
  it('is listed newest first, by pages, and found by its id', async () => {
    const { id } = await stripe.paymentIntents.create(await order())
    const other = await stripe.paymentIntents.create(await order())
    await stripe.refunds.create({ payment_intent: other.id })
    for (const amount of [1, 2, 3])
      await stripe.refunds.create({ payment_intent: id, amount, metadata: { refundId: `rfd_${amount}` } })
    const amounts: number[] = []
    for await (const { amount } of stripe.refunds.list({ payment_intent: id, limit: 2 })) amounts.push(amount)
    expect(amounts).toEqual([3, 2, 1])
    const [last] = (await stripe.refunds.list({ payment_intent: id, limit: 1 })).data
    expect(await stripe.refunds.retrieve(last?.id ?? '')).toMatchObject({ amount: 3, status: 'succeeded' })
    await expect(stripe.refunds.retrieve('re_none')).rejects.toMatchObject({ code: 'resource_missing' })
  })

  it.each([
    ['succeeded', 'refund.updated', 0],
    ['failed', 'refund.failed', 1_234],
  ] as const)('waits at some banks, and %s when it is settled', async (status, type, left) => {
    const { id } = await stripe.paymentIntents.create(await order('pm_card_pendingRefund'))
    const refund = await stripe.refunds.create({ payment_intent: id })
    expect(refund).toMatchObject({ status: 'pending' })
    expect((await control('refunds', { refund: refund.id, status })).status).toBe(200)
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status })
    await provider.settled()
    expect(typesOf(events)).toEqual(['payment_intent.succeeded', 'refund.created', type])
    const again = stripe.refunds.create({ payment_intent: id })
    if (left > 0) expect(await again).toMatchObject({ amount: left })
    else await expect(again).rejects.toMatchObject({ code: 'charge_already_refunded' })
    expect((await control('refunds', { refund: 're_none', status })).status).toBe(404)
  })

  it('is refused once the charge is disputed, and the dispute is found by its id', async () => {
    const { id } = await stripe.paymentIntents.create(await order())
    provider.dispute(id)
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await provider.settled()
    const closed = stripe.webhooks.constructEvent(
      events.at(-1)?.body ?? '',
      events.at(-1)?.signature ?? '',
      SECRET,
    )
    const { id: dispute } = Object(closed.data.object)
    expect(await stripe.disputes.retrieve(dispute)).toMatchObject({ status: 'lost', payment_intent: id })
    await expect(stripe.disputes.retrieve('du_none')).rejects.toMatchObject({ code: 'resource_missing' })
  })
})

describe('the page of an entry', () => {
  it('offers the test cards, and asks for no number', async () => {
    const { url } = await opened()
    const html = await (await fetch(url ?? '')).text()
    expect(Object.keys(TEST_CARDS).filter((token) => !html.includes(`value="${token}"`))).toEqual([])
    expect(html).not.toContain('<input')
    expect(html).toContain('https://store.example.com/?cancelled')
  })

  it('takes a card once, and returns with the session', async () => {
    const { url, id } = await opened()
    const taken = await post(url ?? '', { card: 'pm_card_visa' })
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      `https://store.example.com/?entry=${id}`,
    ])
    expect((await post(url ?? '', { card: 'pm_card_visa' })).status).toBe(410)
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent.payment_method'] })
    expect(session).toMatchObject({
      status: 'complete',
      setup_intent: {
        status: 'succeeded',
        payment_method: { customer: session.customer, card: { last4: '4242' } },
      },
    })
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
      setup_intent: expect.stringMatching(/^seti_/),
    })
  })

  it('stands for the bank that asks, and takes no card without a yes', async () => {
    const { url, id } = await opened()
    const card = 'pm_card_authenticationRequiredOnSetup'
    expect(await (await post(url ?? '', { card })).text()).toContain('Your bank asks')
    expect(await (await post(url ?? '', { card, confirmed: 'no' })).text()).toContain('role="alert"')
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' })
    expect((await post(url ?? '', { card, confirmed: 'yes' })).status).toBe(303)
  })

  it('takes none that is refused, and none that it does not know', async () => {
    const { url } = await opened()
    expect(await (await post(url ?? '', { card: 'pm_card_chargeDeclined' })).text()).toContain('was declined')
    expect((await post(url ?? '', { card: '4242424242424242' })).status).toBe(400)
    expect((await fetch(`${provider.url}/c/pay/cs_none`)).status).toBe(404)
  })

  it('ends after a day', async () => {
    const { url, id, expires_at } = await opened()
    vi.setSystemTime(expires_at * 1_000)
    expect((await fetch(url ?? '')).status).toBe(410)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired' })
    vi.useRealTimers()
  })
})

describe('an event', () => {
  it('tells of a charge, a refusal, a refund and a dispute', async () => {
    const { id } = await stripe.paymentIntents.create(await order())
    await expect(stripe.paymentIntents.create(await order('pm_card_chargeCustomerFail'))).rejects.toThrow()
    await stripe.refunds.create({ payment_intent: id, amount: 1 })
    expect((await control('disputes', { paymentIntent: id })).status).toBe(200)
    expect((await control('disputes', { paymentIntent: 'pi_none' })).status).toBe(404)
    await provider.settled()
    expect(typesOf(events)).toEqual([
      'payment_intent.succeeded',
      'payment_intent.payment_failed',
      'refund.created',
      'charge.dispute.created',
      'charge.dispute.closed',
    ])
  })

  it('is held back by a fault, and delivered once it is released', async () => {
    const asked = await order()
    await control('faults', { fault: 'lost-after', times: 2, events: false })
    await expect(stripe.paymentIntents.create(asked, { idempotencyKey: 'one' })).rejects.toThrow()
    await provider.settled()
    expect([provider.intents().length, events]).toEqual([1, []])
    await control('events/release', {})
    await provider.settled()
    expect(typesOf(events)).toEqual(['payment_intent.succeeded'])
    await control('events/release', {})
    await provider.settled()
    expect(events).toHaveLength(1)
  })

  it('arrives before the answer where that is asked for', async () => {
    const asked = await order()
    await control('faults', { fault: 'event-first', times: 1 })
    await stripe.paymentIntents.create(asked)
    expect(typesOf(events)).toEqual(['payment_intent.succeeded'])
  })

  it('is delivered again until it has arrived, also after a restart', async () => {
    isDeaf = true
    await stripe.paymentIntents.create(await order())
    await provider.settled()
    await provider.stop()
    isDeaf = false
    provider = await start()
    await vi.waitFor(() => expect(typesOf(events)).toEqual(['payment_intent.succeeded']))
  })
})

describe('the state', () => {
  it('is kept, without the line that a kill left incomplete', async () => {
    const { id } = await stripe.paymentIntents.create(await order())
    await provider.stop()
    appendFileSync(join(stateDir, 'payments.jsonl'), '{"object":"payment_inte')
    provider = await start()
    stripe = clientOf(provider)
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
    await stripe.refunds.create({ payment_intent: id })
    expect(await (await control('payment-intents')).json()).toMatchObject({ paymentIntents: [{ id }] })
    expect(await (await control('refunds')).json()).toMatchObject({
      refunds: [{ payment_intent: id, amount: 1_234 }],
    })
    expect((await control('nothing')).status).toBe(404)
    expect((await control('faults', { fault: 'none', times: 1 })).status).toBe(400)
  })
})
