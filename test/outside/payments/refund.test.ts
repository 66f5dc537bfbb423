import { describe, expect, it } from 'vitest'
import { charge } from '../../../functions/outside/payments/charge.ts'
import { refund } from '../../../functions/outside/payments/refund.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { due, intentOf, unique } from './scene.ts'

const payments = usePaymentProvider()

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
