import { createHmac } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPayer, openCardEntry } from '../../functions/outside/payments/card-entry.ts'
import { cardOfEntry, cardOfMethod } from '../../functions/outside/payments/card.ts'
import { charge, type Charge } from '../../functions/outside/payments/charge.ts'
import { eventOf } from '../../functions/outside/payments/event.ts'
import { fetchIntent, findCharge } from '../../functions/outside/payments/find.ts'
import type { ChargeOutcome } from '../../functions/outside/payments/intent.ts'
import { refund } from '../../functions/outside/payments/refund.ts'
import { listen } from '../../local/loopback.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { SETTINGS } from '../support/table/settings.ts'

process.env['PAYMENT_LONGEST_MS'] = '800'
const payments = usePaymentProvider()

let made = 0
/** A text that no other request of this file has. */
const unique = (prefix = 'key'): string => `${prefix}_${(made += 1)}`
const AT = fromMillis(Date.now())
const UNREACHABLE = { fault: 'lost-before', times: 2 } as const

const payer = (): Promise<string> => createPayer({ ownerId: 'prt_1', key: unique() })
const attach = (paymentMethod: string, providerCustomer: string) =>
  cardOfMethod({ paymentMethod, providerCustomer, key: unique() })

/** A charge of 12.34 that nobody has asked for yet, of a payer with that card. */
const due = async (token = 'pm_card_visa'): Promise<Charge> => {
  const providerCustomer = await payer()
  const card = await attach(token, providerCustomer)
  if ('unusable' in card) throw new Error(card.unusable)
  return {
    paymentId: unique('pay'),
    customerId: 'cus_1',
    amount: 1_234,
    currency: 'usd',
    providerCustomer,
    paymentMethod: card.paymentMethod,
  }
}
const intentOf = (outcome: ChargeOutcome): string => {
  if (!('intent' in outcome)) throw new Error(`There is no intent: ${outcome.outcome}`)
  return outcome.intent ?? ''
}
const find = (asked: Charge, createdAt = AT) => findCharge({ ...asked, createdAt })

describe('charge, by the real client', () => {
  it('R45 takes the money once however often it is asked, under our ids', async () => {
    const asked = await due()
    const { paymentId, providerCustomer: customer } = asked
    const [first, again] = [await charge(asked), await charge(asked)]
    expect(payments.intents(paymentId)).toMatchObject([
      { amount: 1_234, amount_received: 1_234, customer, metadata: { paymentId, customerId: 'cus_1' } },
    ])
    const [intent] = payments.intents(paymentId)
    expect([first, again]).toEqual([
      { outcome: 'succeeded', intent: intent?.id },
      { outcome: 'succeeded', intent: intent?.id },
    ])
  })

  it.each([
    ['pm_card_chargeCustomerFail', 'declined'],
    ['pm_card_authenticationRequired', 'authentication-required'],
    ['pm_card_authenticationRequiredOnSetup', 'authentication-required'],
  ])('R45 says why %s is refused, each time', async (token, reason) => {
    const asked = await due(token)
    const outcomes = [await charge(asked), await charge(asked)]
    const [intent, ...more] = payments.intents(asked.paymentId)
    expect(more).toEqual([])
    expect(outcomes).toEqual(
      Array.from({ length: 2 }, () => ({ outcome: 'declined', reason, intent: intent?.id })),
    )
  })

  it.each([
    ['payer', { providerCustomer: 'cus_none' }],
    ['card', { paymentMethod: 'pm_none' }],
  ])('R45 is declined where the provider knows no such %s', async (_what, unknown) => {
    const asked = { ...(await due()), ...unknown }
    expect(await charge(asked)).toEqual({ outcome: 'declined', reason: 'declined' })
    expect(payments.intents(asked.paymentId)).toEqual([])
  })

  it('R43 never charges the card of another payer', async () => {
    const asked = { ...(await due()), providerCustomer: await payer() }
    expect(await charge(asked)).toEqual({ outcome: 'declined', reason: 'declined' })
  })

  it.each([
    [49, 'StripeInvalidRequestError 400 amount_too_small'],
    [100_000_000, 'StripeInvalidRequestError 400 amount_too_large'],
  ])('is unknown, and nothing is charged, where the provider does not take %i', async (amount, reason) => {
    expect(await charge({ ...(await due()), amount })).toEqual({ outcome: 'unknown', reason })
  })

  it.each([50, 99_999_999])('takes %i', async (amount) => {
    expect(await charge({ ...(await due()), amount })).toMatchObject({ outcome: 'succeeded' })
  })

  it('is unknown where the same payment asks for something else', async () => {
    const asked = await due()
    await charge(asked)
    const other = await charge({ ...asked, amount: 1_235 })
    expect(other).toEqual({ outcome: 'unknown', reason: 'StripeIdempotencyError 400' })
    expect(payments.intents(asked.paymentId)).toHaveLength(1)
  })
})

describe('a charge whose answer does not come', () => {
  it.each([
    ['slow', 1, 1],
    ['lost-before', 2, 0],
    ['lost-after', 2, 1],
  ] as const)('is unknown after %s, and found once it happened', async (fault, times, happened) => {
    const asked = await due()
    payments.fail({ fault, times })
    const lost = await charge(asked)
    expect(lost).toEqual({ outcome: 'unknown', reason: 'StripeConnectionError' })
    const [intent] = payments.intents(asked.paymentId)
    const outcome = intent && { outcome: 'succeeded', intent: intent.id }
    expect([await find(asked), payments.intents(asked.paymentId).length]).toEqual([outcome, happened])
    expect(await charge(asked)).toMatchObject({ outcome: 'succeeded' })
    expect(payments.intents(asked.paymentId)).toHaveLength(1)
  })

  it.each(['lost-before', 'lost-after'] as const)('is asked for once more after one %s', async (fault) => {
    const asked = await due()
    payments.fail({ fault, times: 1 })
    expect(await charge(asked)).toMatchObject({ outcome: 'succeeded' })
    expect(payments.intents(asked.paymentId)).toHaveLength(1)
  })

  it('is unknown while the provider works on it', async () => {
    const asked = await due()
    payments.fail({ fault: 'slow', times: 1 })
    const slow = charge(asked)
    await vi.waitFor(() => expect(payments.intents(asked.paymentId)).toHaveLength(1))
    expect(await charge(asked)).toEqual({
      outcome: 'unknown',
      reason: 'StripeAPIError 409 idempotency_key_in_use',
    })
    expect(await slow).toMatchObject({ outcome: 'unknown' })
  })
})

describe('findCharge', () => {
  it('finds nothing where nothing was asked for, or before that time', async () => {
    const asked = await due()
    expect(await find(asked)).toBeUndefined()
    await charge(asked)
    expect(await find(asked, fromMillis(Date.now() + 600_000))).toBeUndefined()
    expect(await find({ ...asked, providerCustomer: await payer() })).toBeUndefined()
  })

  it('R45 says why a card was refused', async () => {
    const asked = await due('pm_card_authenticationRequired')
    const outcome = await charge(asked)
    expect(outcome).toMatchObject({ outcome: 'declined', reason: 'authentication-required' })
    expect(await find(asked)).toEqual(outcome)
  })

  it('reads all pages of a payer', async () => {
    const first = await due()
    const outcome = await charge(first)
    for (let n = 0; n < 100; n += 1) await charge({ ...first, paymentId: unique('pay') })
    expect(await find(first)).toEqual(outcome)
  })

  it('R45 takes no charge of another amount for the one that was asked for', async () => {
    const asked = await due()
    await charge(asked)
    await expect(find({ ...asked, amount: 1_235 })).rejects.toThrow('charged something else')
  })

  it('is unknown where the provider cannot be reached', async () => {
    const asked = await due()
    await charge(asked)
    payments.fail(UNREACHABLE)
    expect(await find(asked)).toEqual({ outcome: 'unknown', reason: 'StripeConnectionError' })
  })
})

describe('fetchIntent', () => {
  it('tells whose it is, and how it stands', async () => {
    const asked = await due()
    const { paymentId, customerId, amount, currency } = asked
    const intent = intentOf(await charge(asked))
    expect(await fetchIntent(intent)).toEqual({
      intent,
      paymentId,
      customerId,
      amount,
      currency,
      state: 'succeeded',
    })
    const refused = intentOf(await charge(await due('pm_card_chargeCustomerFail')))
    expect(await fetchIntent(refused)).toMatchObject({ state: 'declined', reason: 'declined' })
  })

  it('finds nothing where there is none, and throws where it cannot know', async () => {
    expect(await fetchIntent('pi_none')).toBeUndefined()
    payments.fail(UNREACHABLE)
    await expect(fetchIntent('pi_none')).rejects.toThrow('StripeConnectionError')
  })
})

describe('refund', () => {
  const charged = async () => {
    const asked = await due()
    return { intent: intentOf(await charge(asked)), paymentId: asked.paymentId }
  }

  it('gives back once for each key, a part and then what is left', async () => {
    const of = await charged()
    const [one, two] = [unique(), unique()]
    const part = await refund({ ...of, amount: 234, key: one })
    expect(part).toMatchObject({ outcome: 'succeeded' })
    expect(await refund({ ...of, amount: 234, key: one })).toEqual(part)
    expect(await refund({ ...of, amount: 1_001, key: unique() })).toMatchObject({ outcome: 'failed' })
    expect(await refund({ ...of, key: two })).toMatchObject({ outcome: 'succeeded' })
    expect(await refund({ ...of, key: unique() })).toEqual({
      outcome: 'failed',
      reason: 'StripeInvalidRequestError 400 charge_already_refunded',
    })
  })

  it('fails for money that was taken back, and for a charge that was not', async () => {
    const of = await charged()
    payments.dispute(of.intent)
    expect(await refund({ ...of, key: unique() })).toMatchObject({
      outcome: 'failed',
      reason: 'StripeInvalidRequestError 400 charge_disputed',
    })
    expect(await refund({ ...of, intent: 'pi_none', key: unique() })).toMatchObject({ outcome: 'failed' })
  })

  it('is unknown where the answer is lost, and the same under its key', async () => {
    const of = { ...(await charged()), key: unique() }
    payments.fail({ fault: 'lost-after', times: 2 })
    expect(await refund(of)).toEqual({ outcome: 'unknown', reason: 'StripeConnectionError' })
    expect(await refund(of)).toMatchObject({ outcome: 'succeeded' })
  })
})

describe('a card', () => {
  const open = async () => {
    const providerCustomer = await payer()
    const entry = {
      providerCustomer,
      returnUrl: 'https://store.example.com/customers/1?tab=card',
      key: unique(),
    }
    return { providerCustomer, ...(await openCardEntry(entry)) }
  }
  const entryIn = (returned: URL): string => returned.searchParams.get('entry') ?? ''

  it('R43 is entered at the provider’s page, which returns with its entry', async () => {
    const { url, expiresAt, providerCustomer } = await open()
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
    const returned = await payments.enterCard(url, 'pm_card_authenticationRequiredOnSetup')
    const entry = entryIn(returned)
    expect(returned.href).toBe(`https://store.example.com/customers/1?tab=card&entry=${entry}`)
    const card = await cardOfEntry({ entry, providerCustomer })
    expect(card).toEqual({
      paymentMethod: expect.stringMatching(/^pm_[A-Za-z]{24}$/),
      brand: 'visa',
      last4: '3155',
      expiresAt: '2034-12',
    })
    if ('unusable' in card) throw new Error(card.unusable)
    const asked = { ...(await due()), providerCustomer, paymentMethod: card.paymentMethod }
    expect(await charge(asked)).toMatchObject({ outcome: 'succeeded' })
  })

  it('R43 is nobody else’s, whether entered or attached', async () => {
    const { url, providerCustomer } = await open()
    const entry = entryIn(await payments.enterCard(url, 'pm_card_visa'))
    const other = await payer()
    expect(await cardOfEntry({ entry, providerCustomer: other })).toEqual({ unusable: 'of-another-payer' })
    const card = await cardOfEntry({ entry, providerCustomer })
    if ('unusable' in card) throw new Error(card.unusable)
    expect(await attach(card.paymentMethod, other)).toEqual({ unusable: 'of-another-payer' })
    expect(await attach(card.paymentMethod, providerCustomer)).toEqual(card)
  })

  it('is unusable while its entry is open, and where there is none', async () => {
    const { url, providerCustomer } = await open()
    const entry = url.split('/').at(-1) ?? ''
    expect(await cardOfEntry({ entry, providerCustomer })).toEqual({ unusable: 'incomplete' })
    expect(await cardOfEntry({ entry: 'cs_none', providerCustomer })).toEqual({ unusable: 'unknown' })
    expect(await attach('pm_none', providerCustomer)).toEqual({ unusable: 'unknown' })
  })

  it.each(['pm_card_chargeDeclined', 'pm_card_chargeDeclinedInsufficientFunds'])(
    'is unusable where its bank refuses it: %s',
    async (token) => {
      expect(await attach(token, await payer())).toEqual({ unusable: 'declined' })
    },
  )

  it('keeps the id that comes back, not the one that was sent', async () => {
    const card = await attach('pm_card_mastercard', await payer())
    expect(card).toMatchObject({ brand: 'mastercard', last4: '4444' })
    expect(card).not.toMatchObject({ paymentMethod: 'pm_card_mastercard' })
  })

  it('is not decided while the provider cannot be reached', async () => {
    const providerCustomer = await payer()
    for (const asked of [
      () => attach('pm_card_visa', providerCustomer),
      () => cardOfEntry({ entry: 'cs_none', providerCustomer }),
      payer,
      () => openCardEntry({ providerCustomer, returnUrl: 'https://store.example.com', key: unique() }),
    ]) {
      payments.fail(UNREACHABLE)
      await expect(asked()).rejects.toMatchObject({ name: 'ProviderUnavailable' })
    }
  })
})

describe('an event', () => {
  const sign = (body: string, secret: string = SETTINGS.PAYMENT_EVENT_SECRETS, at = Date.now()): string => {
    const seconds = Math.floor(at / 1_000)
    return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
  }
  const BODY = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: {
      object: { object: 'payment_intent', id: 'pi_1', metadata: { paymentId: 'pay_1', customerId: 'cus_1' } },
    },
  })
  const READ = {
    eventId: 'evt_1',
    type: 'payment_intent.succeeded',
    intentId: 'pi_1',
    paymentId: 'pay_1',
    customerId: 'cus_1',
  }
  const bytes = (text: string) => new TextEncoder().encode(text)

  afterEach(() => {
    process.env['PAYMENT_EVENT_SECRETS'] = SETTINGS.PAYMENT_EVENT_SECRETS
  })

  it('is read as the provider signed it', async () => {
    const asked = await due()
    const { paymentId, customerId } = asked
    await payments.takeEvents()
    const intentId = intentOf(await charge(asked))
    const [event, ...more] = await payments.takeEvents()
    expect(more).toEqual([])
    expect(eventOf(bytes(event?.body ?? ''), event?.signature)).toEqual({
      eventId: expect.stringMatching(/^evt_/),
      type: 'payment_intent.succeeded',
      intentId,
      paymentId,
      customerId,
    })
  })

  it('of a refund or a dispute names its intent', async () => {
    const asked = await due()
    const intentId = intentOf(await charge(asked))
    await payments.takeEvents()
    await refund({ intent: intentId, amount: 1, key: unique(), paymentId: asked.paymentId })
    payments.dispute(intentId)
    const events = await payments.takeEvents()
    expect(events.map(({ body, signature }) => eventOf(bytes(body), signature))).toMatchObject([
      { type: 'refund.created', intentId, paymentId: asked.paymentId },
      { type: 'charge.dispute.created', intentId },
      { type: 'charge.dispute.closed', intentId },
    ])
  })

  it('of an unknown type is still an event', () => {
    const body = JSON.stringify({
      id: 'evt_2',
      type: 'balance.available',
      data: { object: { object: 'balance' } },
    })
    expect(eventOf(bytes(body), sign(body))).toEqual({ eventId: 'evt_2', type: 'balance.available' })
  })

  it('may be signed with either of two secrets', () => {
    process.env['PAYMENT_EVENT_SECRETS'] = 'whsec_old,whsec_new'
    expect(eventOf(bytes(BODY), sign(BODY, 'whsec_old'))).toEqual(READ)
    expect(eventOf(bytes(BODY), sign(BODY, 'whsec_new'))).toEqual(READ)
    expect(eventOf(bytes(BODY), sign(BODY))).toBeUndefined()
  })

  it.each([
    ['without a signature', BODY, undefined],
    ['with none of this scheme', BODY, sign(BODY).replace('v1', 'v0')],
    ['whose bytes are others', BODY.replace('pi_1', 'pi_2'), sign(BODY)],
    ['whose time is another', BODY, sign(BODY).replace(/t=\d+/, `t=${Math.floor(Date.now() / 1_000) - 1}`)],
    ['that is older than 300 s', BODY, sign(BODY, undefined, Date.now() - 302_000)],
    ['of another secret', BODY, sign(BODY, 'whsec_other')],
    ['without bytes', '', sign('')],
    ['that is no JSON', '{', sign('{')],
    ['that is no event', '[]', sign('[]')],
  ])('is refused %s', (_what, body, signature) => {
    expect(eventOf(bytes(body), signature)).toBeUndefined()
  })

  it('is taken after almost 300 s', () => {
    expect(eventOf(bytes(BODY), sign(BODY, undefined, Date.now() - 290_000))).toEqual(READ)
  })
})

describe('the provider itself', () => {
  it('keeps what it did when it starts again', async () => {
    const asked = await due()
    const outcome = await charge(asked)
    await payments.restart()
    expect(await find(asked)).toEqual(outcome)
    expect(await charge(asked)).toEqual(outcome)
    expect(payments.intents(asked.paymentId)).toHaveLength(1)
  })

  it('takes no other key', async () => {
    vi.resetModules()
    process.env['PAYMENT_KEY'] = 'sk_test_other'
    const { charge: chargeAsOther } = await import('../../functions/outside/payments/charge.ts')
    const asked = await due()
    expect(await chargeAsOther(asked)).toEqual({
      outcome: 'unknown',
      reason: 'StripeAuthenticationError 401',
    })
    process.env['PAYMENT_KEY'] = SETTINGS.PAYMENT_KEY
    expect(payments.intents(asked.paymentId)).toEqual([])
  })
})

describe('a charge, as an odd server answers it', () => {
  let answer: RequestListener = () => {}
  const server = createServer((request, response) => answer(request, response))
  const json =
    (status: number, body: unknown): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const INTENT = {
    id: 'pi_1',
    status: 'succeeded',
    amount: 1_234,
    amount_received: 1_234,
    currency: 'usd',
    metadata: { paymentId: 'pay_1', customerId: 'cus_1' },
    last_payment_error: null,
  }
  const ASKED: Charge = {
    paymentId: 'pay_1',
    customerId: 'cus_1',
    amount: 1_234,
    currency: 'usd',
    providerCustomer: 'cus_1',
    paymentMethod: 'pm_1',
  }
  const chargeThere = async (): Promise<ChargeOutcome> => {
    vi.resetModules()
    const port = await listen(server, 0)
    const before = process.env['PAYMENT_ADDRESS']
    process.env['PAYMENT_ADDRESS'] = `http://127.0.0.1:${port}`
    try {
      const { charge: chargeElsewhere } = await import('../../functions/outside/payments/charge.ts')
      return await chargeElsewhere(ASKED)
    } finally {
      process.env['PAYMENT_ADDRESS'] = before
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    }
  }
  beforeEach(() => {
    answer = json(200, INTENT)
  })

  it('is done where it is as asked', async () => {
    expect(await chargeThere()).toEqual({ outcome: 'succeeded', intent: 'pi_1' })
  })

  it.each([
    [{ amount: 1_235 }],
    [{ amount_received: 1 }],
    [{ currency: 'thb' }],
    [{ metadata: { paymentId: 'pay_2', customerId: 'cus_1' } }],
    [{ metadata: { paymentId: 'pay_1', customerId: 'cus_2' } }],
  ])('is a defect where it is not: %o', async (other) => {
    answer = json(200, { ...INTENT, ...other })
    await expect(chargeThere()).rejects.toThrow('The provider charged something else for pay_1: see pi_1')
  })

  it.each(['processing', 'requires_action', 'requires_confirmation', 'requires_payment_method'])(
    'is unknown while the intent says %s',
    async (status) => {
      answer = json(200, { ...INTENT, status })
      expect(await chargeThere()).toEqual({ outcome: 'unknown', reason: status })
    },
  )

  it.each([
    [403, 'StripePermissionError 403'],
    [429, 'StripeRateLimitError 429'],
    [500, 'StripeAPIError 500'],
    [503, 'StripeAPIError 503'],
  ])('is unknown after %i', async (status, reason) => {
    answer = json(status, { error: { message: 'As the provider says it' } })
    expect(await chargeThere()).toEqual({ outcome: 'unknown', reason })
  })

  it('is unknown after a page that something between sent', async () => {
    answer = (_request, response) => void response.writeHead(502).end('<html>')
    expect(await chargeThere()).toEqual({ outcome: 'unknown', reason: 'StripeAPIError' })
  })

  it('R45 is asked for with our key as the bearer, our payment as the key, and the version that this port is written for', async () => {
    const seen: unknown[] = []
    answer = (request, response) => {
      const { authorization, 'idempotency-key': key, 'stripe-version': version, ...rest } = request.headers
      seen.push([request.url, authorization, key, version, rest['x-stripe-client-telemetry']])
      json(200, INTENT)(request, response)
    }
    await chargeThere()
    expect(seen).toEqual([
      ['/v1/payment_intents', `Bearer ${SETTINGS.PAYMENT_KEY}`, 'pay_1', '2026-10-28.endive', undefined],
    ])
  })
})
