import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import * as arrange from '../support/arrange.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { signed } from '../support/signed-event.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { SETTINGS } from '../support/table/settings.ts'
import { useGateway, type Sent } from './gateway.ts'

const SECOND = 1_000

describe('an event of the payment provider over HTTP', () => {
  const payments = usePaymentProvider()
  const table = useMemoryTable()
  const { send } = useGateway()
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  })
  afterEach(() => {
    process.env['PAYMENT_EVENT_SECRETS'] = SETTINGS.PAYMENT_EVENT_SECRETS
  })

  /** An event of a charge that nobody has recorded yet. */
  const charged = async () => {
    const { payment } = await arrange.subscribed({ pending: 'purchase' })
    if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
    await payments.takeEvents()
    await chargeCard(payment)
    const [event] = await payments.takeEvents()
    if (!event) throw new Error('Nothing was reported')
    const state = async () => (await arrange.storedPayment(payment)).state
    return { event, state }
  }

  const post = (
    { body, signature }: SignedEvent,
    headers: readonly string[] = [],
    more: Partial<Sent> = {},
  ) =>
    send({
      path: '/payment-events',
      method: 'POST',
      headers: ['Authorization', '', 'Stripe-Signature', signature, ...headers],
      body,
      ...more,
    })
  const JSON_TYPE = ['Content-Type', 'application/json'] as const

  it.each<[string, readonly string[]]>([
    ['as the provider sends it', ['Content-Type', 'application/json; charset=utf-8']],
    ['as bytes, which come in base64', ['Content-Type', 'application/octet-stream']],
    ['without a type', []],
    ['with another charset said', ['Content-Type', 'application/json; charset=utf-16']],
    ['with a key and a token of nobody', [...JSON_TYPE, 'Idempotency-Key', 'a,b', 'If-Match', 'x']],
  ])('is taken %s', async (_how, headers) => {
    const { event, state } = await charged()
    expect(await post(event, headers)).toMatchObject({ status: 200, body: { received: true } })
    expect(await state()).toBe('succeeded')
  })

  it.each<[string, (event: SignedEvent) => SignedEvent]>([
    ['is forged', ({ body }) => signed(body, { secret: 'whsec_guessed' })],
    ['is signed by no secret', ({ body }) => signed(body, { secret: '' })],
    ['is replayed after 300 seconds', ({ body }) => signed(body, { at: Date.now() - 302 * SECOND })],
    [
      'has the signature of another one',
      ({ body }) => ({ body, signature: signed(body.replace('evt_', 'evt_x')).signature }),
    ],
    ['has another amount', ({ body, signature }) => ({ body: body.replace('28800', '1'), signature })],
    [
      'has another time in its signature',
      ({ body, signature }) => ({ body, signature: signature.replace(/t=\d+/, `t=${Date.now()}`) }),
    ],
    [
      'has a signature of another scheme',
      ({ body, signature }) => ({ body, signature: signature.replace('v1', 'v0') }),
    ],
    ['has no signature', ({ body }) => ({ body, signature: '' })],
  ])('is refused that %s', async (_what, change) => {
    const { event, state } = await charged()
    const before = table.items()
    for (const headers of [JSON_TYPE, ['Content-Type', 'application/octet-stream']]) {
      const { status, body } = await post(change(event), headers)
      expect({ status, ...body }).toMatchObject({ status: 400, type: '/problems/payment-event-invalid' })
    }
    expect(table.items()).toEqual(before)
    expect(await state()).toBe('pending')
  })

  it('counts its 300 seconds in real time, whatever the programme clock says', async () => {
    const { event, state } = await charged()
    await arrange.advanceClock('P30D')
    const late = signed(event.body, { at: Date.now() - 290 * SECOND })
    expect(await post(late, JSON_TYPE)).toMatchObject({ status: 200 })
    expect(await state()).toBe('succeeded')
  })

  it('is taken by either of two secrets, and no longer by one that was taken out', async () => {
    process.env['PAYMENT_EVENT_SECRETS'] = 'whsec_next,whsec_former'
    const { event } = await charged()
    const by = (secret: string) => post(signed(event.body, { secret }), JSON_TYPE)
    expect((await by('whsec_former')).status).toBe(200)
    expect((await by('whsec_next')).status).toBe(200)
    process.env['PAYMENT_EVENT_SECRETS'] = 'whsec_next'
    expect((await by('whsec_former')).status).toBe(400)
  })

  it('is refused that is huge, before it is verified or parsed', async () => {
    const nested = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    for (const body of [' '.repeat(256 * 1_024 + 1), nested, 'x'.repeat(9_000_000)])
      expect(await post(signed(body), JSON_TYPE)).toMatchObject({
        status: 413,
        body: { type: '/problems/body-too-large', maxBytes: 262_144 },
      })
  })

  it.each([
    ['no JSON', 'nothing'],
    ['no object', '[]'],
    ['no event', '{}'],
    ['nested too deep', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['an event without an object', JSON.stringify({ id: 'evt_1', type: 'payment_intent.succeeded' })],
    ['an event with ids that are none', JSON.stringify({ id: 1, type: {}, data: { object: {} } })],
  ])('is refused that is signed and %s', async (_what, body) => {
    expect(await post(signed(body), JSON_TYPE)).toMatchObject({
      status: 400,
      body: { type: '/problems/payment-event-invalid' },
    })
    expect(lines.filter((line) => line.includes('defect'))).toEqual([])
  })

  it('is believed in nothing: what it says of a charge is asked of the provider', async () => {
    const { event, state } = await charged()
    const { data, ...rest } = JSON.parse(event.body)
    const object = { ...data.object, amount: 1, amount_received: 1, status: 'canceled', customer: 'cus_x' }
    const lying = signed(JSON.stringify({ ...rest, type: 'payment_intent.canceled', data: { object } }))
    expect((await post(lying, JSON_TYPE)).status).toBe(200)
    expect(await state()).toBe('succeeded')
    const { id } = data.object
    const metadata = { paymentId: 'pay_01JBT0Y6Z2H8M4QK9S5V7W3XRA', customerId: 'cus_x' }
    const before = table.items().filter(({ pk }) => pk.startsWith('EVENT#')).length
    const invented = {
      ...rest,
      id: 'evt_invented',
      data: { object: { object: 'payment_intent', id, metadata } },
    }
    expect((await post(signed(JSON.stringify(invented)), JSON_TYPE)).status).toBe(200)
    const kept = table.items().filter(({ pk }) => pk.startsWith('EVENT#'))
    expect(kept).toHaveLength(before + 1)
    expect(kept.filter((item) => 'unmatched' in item)).toEqual([])
  })

  it('is reached by no other method', async () => {
    const { event } = await charged()
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      expect(await post(event, JSON_TYPE, { method })).toMatchObject({ status: 404 })
  })
})
