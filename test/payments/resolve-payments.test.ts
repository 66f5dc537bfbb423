import { afterEach, describe, expect, it, vi } from 'vitest'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { world } from '../../functions/outside/world.ts'
import { handler as receiving } from '../../functions/payments/receive-payment-event.ts'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { Instant, plusMillis, toMillis } from '../../shared/kernel/time.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import type { Payment, PaymentIn } from '../../shared/payments/payment.ts'
import { paymentResolveDueRecord, restorationRecord } from '../../shared/payments/records.ts'
import { disputeDueRecord, refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { sent } from '../support/signed-event.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { about, day, mailsOf, renewing, RENEWAL, type Renewing } from '../billing/renewing.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('resolvePayments', () => {
  const provider = usePaymentProvider()
  const table = useMemoryTable()
  const realMs = world.realMs
  afterEach(() => vi.restoreAllMocks())

  const own = ({ customer }: Renewing) => about(table, customer)
  const pendingOf = ({ payment }: { readonly payment: Payment }): PaymentIn<'pending'> => {
    if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
    return payment
  }
  /** So long from now in real time; the programme clock stands still. */
  const later = async (ms: number) => {
    const at = await arrange.now()
    vi.spyOn(world, 'realMs').mockImplementation(() => realMs() + ms)
    await arrange.advanceClockTo(at)
  }
  const threeTimes = async () => {
    await Promise.all([run(resolve), run(resolve)])
    await run(resolve)
  }
  const unreachable = () => provider.fail({ fault: 'lost-before', times: 2 })

  it('R45 looks a minute after the intent, and not before', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    await later(MINUTE_MS - 10_000)
    await threeTimes()
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'pending' })
    await later(MINUTE_MS)
    await threeTimes()
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'succeeded' })
  })

  it.each(['asked before', 'not asked before'])(
    'R44 R45 R47 records the one charge of a renewal whose answer was lost: the provider was %s',
    async (when) => {
      const arranged = await renewing({ pending: 'renewal' })
      const payment = pendingOf(arranged)
      if (when === 'asked before') await chargeCard(payment)
      await later(MINUTE_MS)
      await threeTimes()
      const { customer, payments, balances, dues } = await own(arranged)
      const intents = provider.intents(payment.paymentId)
      expect(intents).toMatchObject([{ amount_received: 3_200 }])
      expect(payments.at(-1)).toMatchObject({ state: 'succeeded', providerIntent: intents[0]?.id })
      expect(customer.subscription).toMatchObject({ renewalDate: '2031-03-15' })
      expect(customer.subscription).not.toHaveProperty('paymentPending')
      expect(balances).toMatchObject([{ cash: 6_400, sales: -8_000 }])
      expect(dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
      expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual(['payment-receipt'])
    },
  )

  it('R45 records that a renewal was declined, which is past due then', async () => {
    const arranged = await renewing({ pending: 'renewal', card: 'pm_card_chargeCustomerFail' })
    await later(MINUTE_MS)
    await threeTimes()
    const { payments, billing, dues } = await own(arranged)
    expect(payments.at(-1)).toMatchObject({ state: 'declined' })
    expect(billing.dunning).toMatchObject({ reason: 'declined', attempts: 1 })
    expect(dues).toEqual({ 'payment-retry': day(1), 'grace-end': day(15) })
    expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual(['subscription-past-due'])
  })

  it('R36 R41 records a purchase whose answer was lost, which ends the trial', async () => {
    await arrange.advanceClockTo(RENEWAL)
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { verified: true, trial: true })
    await arrange.withCard(customer)
    const payment = await arrange.changeBegun(customer, { licences: 20 }, await arrange.now())
    await chargeCard(payment)
    await later(MINUTE_MS)
    await threeTimes()
    const found = await about(table, customer)
    expect(found.payments).toMatchObject([{ state: 'succeeded', purpose: 'purchase' }])
    expect(found.customer).toMatchObject({
      subscription: { plan: 'standard', licences: 20, payPeriod: 'yearly' },
      trial: { endReason: 'purchased' },
    })
    expect(Object.keys(found.dues).toSorted()).toEqual(['renewal', 'renewal-notice'])
    expect((await mailsOf(table)).map(({ mail }) => mail).toSorted()).toEqual([
      'payment-receipt',
      'subscription-changed',
    ])
  })

  it('R41 R45 leaves the subscription as it was where a change was declined', async () => {
    await arrange.advanceClockTo(RENEWAL)
    const arranged = await arrange.subscribed({ pending: 'change', card: 'pm_card_chargeCustomerFail' })
    await later(MINUTE_MS)
    await threeTimes()
    const { customer, payments } = await about(table, arranged.customer)
    expect(payments.map(({ state }) => state).toSorted()).toEqual(['declined', 'succeeded'])
    expect(customer.subscription).toMatchObject({ licences: 10 })
    expect(customer.subscription).not.toHaveProperty('paymentPending')
    expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual(['payment-declined'])
  })

  it('R45 looks again while the provider does not tell, and fails nothing', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    const { intendedAt, paymentId } = pendingOf(arranged)
    for (const ms of [MINUTE_MS, 30 * HOUR_MS]) {
      await later(ms)
      unreachable()
      await run(resolve)
      const { payments, dues, customer } = await own(arranged)
      expect(payments.at(-1)).toMatchObject({ state: 'pending' })
      expect(customer.subscription).toMatchObject({ plan: 'standard', paymentPending: true })
      const next = plusMillis(intendedAt, ms + Math.min(ms, HOUR_MS))
      expect(Math.abs(toMillis(dues['payment-resolve']) - toMillis(next))).toBeLessThan(MINUTE_MS / 2)
    }
    expect(provider.intents(paymentId)).toEqual([])
  })

  it('R45 stays open where the same request has no answer either', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    await later(MINUTE_MS)
    provider.fail({ fault: 'lost-after', times: 3 })
    await run(resolve)
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'pending' })
  })

  it.each([
    [23 * HOUR_MS - MINUTE_MS, 'succeeded', 1],
    [23 * HOUR_MS, 'failed', 0],
  ])('R45 repeats the request within 23 hours only: after %i ms it has %s', async (ms, state, intents) => {
    const arranged = await renewing({ pending: 'renewal' })
    await later(ms)
    await threeTimes()
    const { payments, billing } = await own(arranged)
    expect(payments.at(-1)).toMatchObject({ state })
    expect(provider.intents(payments.at(-1)?.paymentId)).toHaveLength(intents)
    if (state === 'failed')
      expect(billing.dunning).toMatchObject({ reason: 'declined', nextAttemptAt: day(1) })
  })

  it.each(['requires_payment_method', 'requires_confirmation', 'requires_action'] as const)(
    'R45 cancels an intent that is still %s after 23 hours: nothing was taken',
    async (status) => {
      const arranged = await renewing({ pending: 'renewal' })
      const payment = pendingOf(arranged)
      await chargeCard(payment)
      const stands = () => provider.intents(payment.paymentId)
      provider.reopen(stands()[0]?.id ?? '', status)
      await later(23 * HOUR_MS - MINUTE_MS)
      await run(resolve)
      expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'pending' })
      expect(stands()).toMatchObject([{ status }])
      await later(24 * HOUR_MS)
      await threeTimes()
      expect(stands()).toMatchObject([{ status: 'canceled', amount_received: 0 }])
      const { payments, billing } = await own(arranged)
      expect(payments.at(-1)).toMatchObject({ state: 'declined' })
      expect(billing.dunning).toMatchObject({ reason: 'declined' })
    },
  )

  it('R45 keeps a payment pending, and counts it, where its open intent cannot be cancelled', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    const payment = pendingOf(arranged)
    await chargeCard(payment)
    provider.reopen(provider.intents(payment.paymentId)[0]?.id ?? '', 'processing')
    await later(24 * HOUR_MS)
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(resolve)
    expect(log.mock.calls.flat().join()).toContain('"open":1')
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'pending' })
  })

  it('R45 finds a charge from before the table was restored', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    const payment = pendingOf(arranged)
    const restoredTo = realNow()
    await chargeCard(payment)
    await later(48 * HOUR_MS)
    await arrange.commit(restorationRecord.put({ restoredTo }))
    await threeTimes()
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ state: 'succeeded' })
  })

  it('R45 puts off a charge that is not what was asked for, and records nothing', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    const payment = pendingOf(arranged)
    await chargeCard({ ...payment, charge: payment.charge + 1 })
    await later(MINUTE_MS)
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(resolve)
    expect(log.mock.calls.flat().join()).toContain('at chargedBy')
    const { payments, dues } = await own(arranged)
    expect(payments.at(-1)).toMatchObject({ state: 'pending' })
    expect(toMillis(dues['payment-resolve'])).toBeGreaterThan(toMillis(realNow()) + 9 * MINUTE_MS)
  })

  it('R45 finishes what has an outcome already', async () => {
    const arranged = await renewing()
    const [payment] = (await own(arranged)).payments
    if (!payment) throw new Error('There is no payment')
    await arrange.commit(
      paymentResolveDueRecord.put({ id: payment.paymentId, dueAt: plusMillis(realNow(), -1) }),
    )
    const before = await own(arranged)
    await threeTimes()
    expect(await own(arranged)).toEqual({ ...before, dues: { renewal: RENEWAL } })
  })

  it('R45 counts what stays open', async () => {
    await renewing({ pending: 'renewal' })
    await later(MINUTE_MS)
    unreachable()
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(resolve)
    expect(log.mock.calls.flat().join()).toContain('"counts":{"done":0,"postponed":0,"open":1}')
  })

  const refunding = async (wanted: Parameters<typeof arrange.sold>[0] = {}) => {
    await arrange.advanceClockTo(RENEWAL)
    const sold = await arrange.sold({ cardType: 'CC', ...wanted })
    return { ...sold, refund: await arrange.refundBegun(sold.payment, { amount: 9_000 }) }
  }
  const refundDue = () => table.items().find(({ pk }) => pk.startsWith('DUE#refund-resolve#'))

  it.each(['asked before', 'not asked before'])(
    'R46 records the one refund whose answer was lost: the provider was %s',
    async (when) => {
      const { payment, refund, customer } = await refunding()
      if (when === 'asked before') await arrange.refundAsked(refund)
      await later(MINUTE_MS)
      await threeTimes()
      const [made, ...more] = provider.refunds(payment.paymentId)
      expect(more).toEqual([])
      expect(made).toMatchObject({ amount: 9_000, status: 'succeeded' })
      expect(await arrange.storedRefund(refund)).toMatchObject({
        state: 'succeeded',
        providerRefund: made?.id,
        clawedBack: 1_800,
      })
      const { balances } = await about(table, customer)
      expect(balances).toMatchObject([{ cash: 27_000, commission: 5_400 }])
      expect(refundDue()).toBeUndefined()
      expect((await mailsOf(table)).map(({ mail }) => mail).toSorted()).toEqual([
        'commission-clawed-back',
        'payment-refunded',
      ])
    },
  )

  it('R46 looks again while the provider does not tell, or a bank still works on it', async () => {
    const { payment, refund } = await refunding({ card: 'pm_card_pendingRefund' })
    await later(MINUTE_MS)
    unreachable()
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(resolve)
    expect(log.mock.calls.flat().join()).toContain('"open":1')
    expect(provider.refunds(payment.paymentId)).toEqual([])
    await later(30 * MINUTE_MS)
    await run(resolve)
    expect(provider.refunds(payment.paymentId)).toMatchObject([{ status: 'pending' }])
    await later(30 * HOUR_MS)
    await run(resolve)
    expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'pending' })
    provider.settleRefund(provider.refunds(payment.paymentId)[0]?.id ?? '', 'succeeded')
    await later(32 * HOUR_MS)
    await threeTimes()
    expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'succeeded' })
  })

  it.each([
    [23 * HOUR_MS - MINUTE_MS, 'succeeded', 9_000, 1],
    [23 * HOUR_MS, 'failed', 0, 0],
  ])(
    'R46 asks for a refund again within 23 hours only: after %i ms it has %s',
    async (ms, state, refunded, refunds) => {
      const { payment, refund } = await refunding()
      await later(ms)
      await threeTimes()
      expect(await arrange.storedRefund(refund)).toMatchObject({ state })
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded, refunding: 0 })
      expect(provider.refunds(payment.paymentId)).toHaveLength(refunds)
      expect(refundDue()).toBeUndefined()
    },
  )

  it('R46 undoes a refund that the provider refuses', async () => {
    const { payment, refund } = await refunding()
    provider.dispute(payment.providerIntent)
    await later(MINUTE_MS)
    await threeTimes()
    expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'failed' })
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 0, refunding: 0 })
  })

  /** A payment whose dispute was lost while a refund of it was open, and the event that tells so. */
  const disputing = async () => {
    const { payment, refund } = await refunding()
    await provider.takeEvents()
    provider.dispute(payment.providerIntent)
    const [, event] = await provider.takeEvents()
    if (!event) throw new Error('The dispute was not closed')
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    const told = () => call(receivePaymentEvent, receiving, undefined, {}, sent(event))
    expect((await told()).status).toBe(200)
    return { payment, refund, told }
  }
  const disputeDue = () => table.items().find(({ pk }) => pk.startsWith('DUE#dispute#'))
  const disputesOf = () =>
    table
      .items()
      .filter(({ pk, sk, reason }) => pk.startsWith('REFUND#') && sk === 'REFUND' && reason === 'dispute')

  it('R46 records a lost dispute once, of all that is left, when the refund for which it waited has failed', async () => {
    const { payment, refund, told } = await disputing()
    await later(MINUTE_MS)
    await threeTimes()
    await told()
    expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'failed' })
    expect(disputesOf()).toMatchObject([{ state: 'succeeded', amount: 36_000, clawedBack: 7_200 }])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000, refunding: 0 })
    expect(disputeDue()).toBeUndefined()
    expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual(['commission-clawed-back'])
  })

  it('R46 puts a lost dispute off while a refund is open, and calls finance for what it took beyond what is left then', async () => {
    const { payment, refund } = await disputing()
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    const lines = () => log.mock.calls.flat().join()
    const { refundId: id } = refund
    await arrange.commit(refundResolveDueRecord.put({ id, dueAt: plusMillis(realNow(), HOUR_MS) }))
    await later(MINUTE_MS)
    await threeTimes()
    expect(lines()).toContain('"open":1')
    expect(disputesOf()).toEqual([])
    const dueMs = toMillis(Instant.parse(disputeDue()?.['dueAt'])) - toMillis(realNow())
    expect(Math.abs(dueMs - 10 * MINUTE_MS)).toBeLessThan(MINUTE_MS / 2)
    await arrange.refundRecorded(refund)
    expect(lines()).not.toContain('payment-unmatched')
    await later(12 * MINUTE_MS)
    await threeTimes()
    expect(disputesOf()).toMatchObject([{ amount: 27_000 }])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000, refunding: 0 })
    const called = log.mock.calls.flat().filter((line) => String(line).includes('payment-unmatched'))
    expect(called).toEqual([expect.stringContaining(`"paymentId":"${payment.paymentId}"`)])
    expect(disputeDue()).toBeUndefined()
  })

  it('R46 calls finance for a lost dispute of which refunds have left nothing', async () => {
    const { payment, refund } = await disputing()
    await arrange.refundRecorded(refund)
    await arrange.refunded(payment)
    await later(MINUTE_MS)
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await threeTimes()
    expect(disputesOf()).toEqual([])
    expect(disputeDue()).toBeUndefined()
    expect(log.mock.calls.flat().join()).toContain('"outcome":"payment-unmatched"')
  })

  it('R46 asks about a lost dispute again where the provider does not answer, and records it then', async () => {
    const { refund } = await disputing()
    await arrange.refundRecorded(refund, { outcome: 'failed' })
    await later(MINUTE_MS)
    unreachable()
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(resolve)
    expect(log.mock.calls.flat().join()).toContain('"counts":{"done":0,"postponed":0,"open":1}')
    expect(disputesOf()).toEqual([])
    await later(12 * MINUTE_MS)
    await threeTimes()
    expect(disputesOf()).toMatchObject([{ amount: 36_000 }])
  })

  it('R46 finishes a dispute that the provider does not know, or that is recorded already', async () => {
    const { payment, told, refund } = await disputing()
    await arrange.refundRecorded(refund, { outcome: 'failed' })
    await arrange.commit(disputeDueRecord.put({ id: 'du_unknown', dueAt: plusMillis(realNow(), -1) }))
    await later(MINUTE_MS)
    await threeTimes()
    await told()
    const before = await arrange.storedPayment(payment)
    const id = String(disputesOf()[0]?.['providerRefund'])
    await arrange.commit(disputeDueRecord.put({ id, dueAt: realNow() }))
    await threeTimes()
    expect(await arrange.storedPayment(payment)).toEqual(before)
    expect(disputesOf()).toHaveLength(1)
    expect(disputeDue()).toBeUndefined()
  })

  it('R46 finishes what has an outcome already', async () => {
    const { refund } = await refunding()
    await arrange.refundRecorded(refund)
    await arrange.commit(
      refundResolveDueRecord.put({ id: refund.refundId, dueAt: plusMillis(realNow(), -1) }),
    )
    await threeTimes()
    expect(refundDue()).toBeUndefined()
  })
})
