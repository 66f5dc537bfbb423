import { describe, expect, it } from 'vitest'
import { charge } from '../../../functions/outside/payments/charge.ts'
import { fetchDispute, fetchRefund, findRefund } from '../../../functions/outside/payments/find-refund.ts'
import { refund } from '../../../functions/outside/payments/refund.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { due, intentOf, unique } from './scene.ts'

const payments = usePaymentProvider()

const charged = async () => {
  const asked = await due()
  return { intent: intentOf(await charge(asked)), paymentId: asked.paymentId }
}
const unreachable = () => payments.fail({ fault: 'lost-before', times: 2 })

describe('findRefund', () => {
  it('finds the refund of an id among those of its charge', async () => {
    const of = await charged()
    const [one, two, none] = [unique(), unique(), unique()]
    const made = await refund({ ...of, amount: 1, key: one, refundId: one })
    await refund({ ...of, amount: 2, key: two, refundId: two })
    expect(await findRefund({ intent: of.intent, refundId: one })).toEqual(made)
    expect(await findRefund({ intent: of.intent, refundId: none })).toBeUndefined()
  })

  it('is unknown where the provider cannot be reached', async () => {
    const { intent } = await charged()
    unreachable()
    expect(await findRefund({ intent, refundId: unique() })).toMatchObject({ outcome: 'unknown' })
  })
})

describe('fetchRefund', () => {
  it('tells what became of a refund, and of which of ours', async () => {
    const of = await charged()
    const refundId = unique()
    const made = await refund({ ...of, amount: 5, key: refundId, refundId })
    const news = { refund: made.refund, refundId, paymentId: of.paymentId, intent: of.intent }
    expect(await fetchRefund(made.refund ?? '')).toEqual({
      ...news,
      amount: 5,
      currency: 'usd',
      state: 'succeeded',
    })
    payments.settleRefund(made.refund ?? '', 'failed')
    expect(await fetchRefund(made.refund ?? '')).toMatchObject({ state: 'failed' })
  })

  it('finds nothing where there is none, and throws where it cannot know', async () => {
    expect(await fetchRefund('re_none')).toBeUndefined()
    unreachable()
    await expect(fetchRefund('re_none')).rejects.toMatchObject({ name: 'ProviderUnavailable' })
  })
})

describe('fetchDispute', () => {
  it('tells of which charge a dispute is, and whether it is lost', async () => {
    const { intent } = await charged()
    await payments.takeEvents()
    payments.dispute(intent)
    const [, closed] = await payments.takeEvents()
    const dispute = JSON.parse(closed?.body ?? '').data.object
    expect(await fetchDispute(dispute.id)).toEqual({
      dispute: dispute.id,
      intent,
      amount: dispute.amount,
      currency: 'usd',
      isLost: true,
    })
    expect(await fetchDispute('du_none')).toBeUndefined()
  })
})
