import { describe, expect, it, vi } from 'vitest'
import { charge, type Charge } from '../../../functions/outside/payments/charge.ts'
import { findCharge } from '../../../functions/outside/payments/find.ts'
import { fromMillis, plusMillis } from '../../../shared/kernel/time.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { SETTINGS } from '../../support/table/settings.ts'
import { due, payer } from './scene.ts'

process.env['PAYMENT_LONGEST_MS'] = '800'
const payments = usePaymentProvider()

const AT = fromMillis(Date.now())
const find = (asked: Charge) => findCharge({ ...asked, from: AT, to: plusMillis(AT, 3_600_000) })

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
    const { charge: chargeAsOther } = await import('../../../functions/outside/payments/charge.ts')
    const asked = await due()
    expect(await chargeAsOther(asked)).toEqual({
      outcome: 'unknown',
      reason: 'StripeAuthenticationError 401',
    })
    process.env['PAYMENT_KEY'] = SETTINGS.PAYMENT_KEY
    expect(payments.intents(asked.paymentId)).toEqual([])
  })
})
