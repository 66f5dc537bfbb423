import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { charge } from '../../../functions/outside/payments/charge.ts'
import { eventOf } from '../../../functions/outside/payments/event.ts'
import { refund } from '../../../functions/outside/payments/refund.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { SETTINGS } from '../../support/table/settings.ts'
import { due, intentOf, unique } from './scene.ts'

const payments = usePaymentProvider()

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
    objectId: 'pi_1',
    intentId: 'pi_1',
    paymentId: 'pay_1',
  }
  const bytes = (text: string) => new TextEncoder().encode(text)

  afterEach(() => {
    process.env['PAYMENT_EVENT_SECRETS'] = SETTINGS.PAYMENT_EVENT_SECRETS
  })

  it('is read as the provider signed it', async () => {
    const asked = await due()
    const { paymentId } = asked
    await payments.takeEvents()
    const intentId = intentOf(await charge(asked))
    const [event, ...more] = await payments.takeEvents()
    expect(more).toEqual([])
    expect(eventOf(bytes(event?.body ?? ''), event?.signature)).toEqual({
      eventId: expect.stringMatching(/^evt_/),
      type: 'payment_intent.succeeded',
      objectId: intentId,
      intentId,
      paymentId,
    })
  })

  it('of a refund or a dispute names it and its intent', async () => {
    const asked = await due()
    const intentId = intentOf(await charge(asked))
    await payments.takeEvents()
    await refund({ intent: intentId, amount: 1, key: unique(), paymentId: asked.paymentId })
    payments.dispute(intentId)
    const events = await payments.takeEvents()
    expect(events.map(({ body, signature }) => eventOf(bytes(body), signature))).toMatchObject([
      {
        type: 'refund.created',
        objectId: payments.refunds().at(-1)?.id,
        intentId,
        paymentId: asked.paymentId,
      },
      { type: 'charge.dispute.created', intentId },
      { type: 'charge.dispute.closed', objectId: expect.stringMatching(/^du_/), intentId },
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
    ['that is of later than 300 s from now', BODY, sign(BODY, undefined, Date.now() + 400_000)],
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
