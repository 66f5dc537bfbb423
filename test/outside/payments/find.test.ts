import { describe, expect, it, vi } from 'vitest'
import { charge, type Charge } from '../../../functions/outside/payments/charge.ts'
import { fetchIntent, findCharge } from '../../../functions/outside/payments/find.ts'
import { world } from '../../../functions/outside/world.ts'
import { fromMillis, plusMillis } from '../../../shared/kernel/time.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { due, intentOf, payer, unique, UNREACHABLE } from './scene.ts'

const payments = usePaymentProvider()

const AT = fromMillis(Date.now())
const find = (asked: Charge, from = AT, to = plusMillis(from, 3_600_000)) =>
  findCharge({ ...asked, from, to })

describe('findCharge', () => {
  it('finds nothing where nothing was asked for, or before that time', async () => {
    const asked = await due()
    expect(await find(asked)).toBeUndefined()
    await charge(asked)
    expect(await find(asked, fromMillis(Date.now() + 600_000))).toBeUndefined()
    expect(await find({ ...asked, providerCustomer: await payer() })).toBeUndefined()
  })

  it('finds nothing that was asked for after the time in which it may have been', async () => {
    const asked = await due()
    await charge(asked)
    const ago = (minutes: number) => plusMillis(AT, -minutes * 60_000)
    expect(await find(asked, ago(60), ago(10))).toBeUndefined()
    expect(await find(asked, ago(60), AT)).toMatchObject({ outcome: 'succeeded' })
  })

  it('R45 is unknown where reading all of them takes too long', async () => {
    const asked = await due()
    await charge(asked)
    const real = vi.spyOn(world, 'realMs').mockReturnValueOnce(0).mockReturnValue(8_001)
    expect(await find(asked)).toMatchObject({ outcome: 'unknown' })
    real.mockRestore()
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
    const { paymentId, customerId, amount, currency, providerCustomer } = asked
    const intent = intentOf(await charge(asked))
    expect(await fetchIntent(intent)).toEqual({
      intent,
      providerCustomer,
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
