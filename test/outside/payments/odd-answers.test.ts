import { createServer, type RequestListener } from 'node:http'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Charge } from '../../../functions/outside/payments/charge.ts'
import type { ChargeOutcome } from '../../../functions/outside/payments/intent.ts'
import { listen } from '../../../local/loopback.ts'
import { SETTINGS } from '../../support/table/settings.ts'

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
    process.env['PAYMENT_ADDRESS'] = `http://127.0.0.1:${port}`
    try {
      const { charge: chargeElsewhere } = await import('../../../functions/outside/payments/charge.ts')
      return await chargeElsewhere(ASKED)
    } finally {
      delete process.env['PAYMENT_ADDRESS']
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    }
  }
  beforeEach(() => {
    process.env['PAYMENT_KEY'] = SETTINGS.PAYMENT_KEY
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
      expect(await chargeThere()).toEqual({ outcome: 'unknown', reason: status, intent: 'pi_1' })
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

  it.each([
    ['The provided PaymentMethod was detached from a Customer. It may not be used again.', 'declined'],
    ['Something else is wrong.', 'unknown'],
  ])('after a 400 that names no parameter, %s is %s', async (message, outcome) => {
    answer = json(400, { error: { type: 'invalid_request_error', message } })
    expect(await chargeThere()).toMatchObject({ outcome })
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
