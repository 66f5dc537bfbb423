import { describe, expect, it } from 'vitest'
import { handler as retry } from '../../functions/billing/retry-payments.ts'
import { paymentRetryDueRecord } from '../../shared/billing/records.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { renewalPaymentId } from '../../shared/payments/records.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import {
  about,
  changeBilling,
  day,
  endMapping,
  mailsOf,
  removeCustomer,
  unpaid,
  type Renewing,
} from './renewing.ts'

describe('retryPayments', () => {
  const provider = usePaymentProvider()
  const table = useMemoryTable()
  const own = ({ customer }: Renewing) => about(table, customer)
  const attemptsOf = ({ customer: { customerId } }: Renewing) =>
    [1, 2, 3, 4, 5, 6].flatMap((attempt) =>
      provider.intents(renewalPaymentId({ customerId, periodStart: '2031-02-15', attempt })),
    )
  const threeTimes = async () => {
    await Promise.all([run(retry), run(retry)])
    await run(retry)
  }
  const tryAt = async (at: Instant) => {
    await arrange.advanceClockTo(at)
    await threeTimes()
  }
  /** Puts another card on file and has it tried, as its owner would. */
  const newCard = async ({ customer }: Renewing, token: string, at: Instant) => {
    await arrange.advanceClockTo(at)
    await arrange.withCard(customer, 'RC', token)
    await arrange.commit(paymentRetryDueRecord.put({ id: customer.customerId, dueAt: at }))
    await threeTimes()
  }

  it('R45 tries on days 1, 3, 5 and 7 at midnight, each once however often it runs, then no more', async () => {
    const arranged = await unpaid({ card: 'pm_card_chargeCustomerFail' }, day(0))
    const counts: number[] = []
    for (let hours = 0; hours <= 24 * 9; hours += 12) {
      await tryAt(day(hours / 24))
      counts.push(attemptsOf(arranged).length)
    }
    expect(counts).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4])
    const { billing, payments, dues } = await own(arranged)
    expect(billing.dunning).toEqual({ reason: 'declined', attempts: 5, graceEndsAt: day(15) })
    expect(dues).toEqual({ 'grace-end': day(15) })
    expect(payments.filter(({ state }) => state === 'declined')).toHaveLength(5)
    expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual(Array(4).fill('subscription-past-due'))
  })

  it.each([
    [day(2), day(3)],
    [day(6), day(7)],
    [day(14), undefined],
  ])('R45 tries once at %s after a jump of the clock, and next at %s', async (at, next) => {
    const arranged = await unpaid({ card: 'pm_card_chargeCustomerFail' }, at)
    await threeTimes()
    expect(attemptsOf(arranged)).toHaveLength(1)
    expect((await own(arranged)).dues['payment-retry']).toBe(next)
  })

  it('R45 tries nothing from the end of the grace on', async () => {
    const arranged = await unpaid({}, day(15))
    await threeTimes()
    expect(attemptsOf(arranged)).toEqual([])
    expect((await own(arranged)).dues).toEqual({ 'grace-end': day(15) })
  })

  it('R44 R45 R47 is active again from the day of the renewal on once a card is charged', async () => {
    const arranged = await unpaid({ cardType: 'CC', card: 'pm_card_chargeCustomerFail' }, day(1))
    await threeTimes()
    await arrange.withCard(arranged.customer, 'CC')
    await tryAt(day(3))
    const { customer, billing, payments, balances, dues, actions } = await own(arranged)
    expect(customer.subscription).toMatchObject({ plan: 'standard', renewalDate: '2031-03-15' })
    for (const absent of ['pastDue', 'endsAt', 'paymentPending'])
      expect(customer.subscription).not.toHaveProperty(absent)
    expect(billing).not.toHaveProperty('dunning')
    expect(payments.map(({ state }) => state).toSorted()).toEqual([
      'declined',
      'declined',
      'succeeded',
      'succeeded',
    ])
    expect(
      payments.find(({ purpose, state }) => purpose === 'renewal' && state === 'succeeded'),
    ).toMatchObject({
      charge: 4_000,
      commission: 800,
      periodStart: '2031-02-15',
    })
    expect(balances).toMatchObject([{ cash: 8_000, sales: -8_000, commission: 1_600, held: -1_600 }])
    expect(dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
    expect(actions.at(-1)).toBe('subscription.renewed')
    const receipts = (await mailsOf(table)).filter(({ mail }) => mail === 'payment-receipt')
    expect(receipts).toMatchObject([{ to: arranged.superAdmin.email, words: { charge: 'USD 4000' } }])
  })

  it('R43 R45 tries a new card at once, also after the last retry, with an attempt of its own', async () => {
    const arranged = await unpaid({ card: 'pm_card_chargeCustomerFail' }, day(9))
    await threeTimes()
    await newCard(arranged, 'pm_card_authenticationRequired', day(10))
    expect((await own(arranged)).billing.dunning).toEqual({
      reason: 'authentication-required',
      attempts: 3,
      graceEndsAt: day(15),
    })
    await newCard(arranged, 'pm_card_visa', day(11))
    expect(attemptsOf(arranged)).toHaveLength(3)
    expect((await own(arranged)).customer.subscription.renewalDate).toBe('2031-03-15')
  })

  it('R45 tries the first card of a renewal that had none', async () => {
    const arranged = await unpaid({ dunning: 'no-profile' }, day(2))
    await newCard(arranged, 'pm_card_visa', day(2))
    expect(attemptsOf(arranged)).toMatchObject([{ amount_received: 3_200 }])
    expect((await own(arranged)).dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
  })

  it('R45 says so once where the card is gone, and tries no more', async () => {
    const arranged = await unpaid()
    await arrange.withoutCard(arranged.customer)
    await threeTimes()
    const { billing, dues } = await own(arranged)
    expect(billing.dunning).toEqual({ reason: 'no-profile', attempts: 1, graceEndsAt: day(15) })
    expect(dues).toEqual({ 'grace-end': day(15) })
    await newCard(arranged, 'pm_card_visa', day(2))
    expect((await mailsOf(table)).map(({ mail }) => mail)).toEqual([
      'subscription-past-due',
      'payment-receipt',
    ])
  })

  it('R45 finishes a retry without a card where that is known', async () => {
    const arranged = await unpaid({ dunning: 'no-profile' })
    const { customerId: id } = arranged.customer
    await arrange.commit(paymentRetryDueRecord.put({ id, dueAt: day(1) }))
    await threeTimes()
    expect((await own(arranged)).dues).toEqual({ 'grace-end': day(15) })
    expect(await mailsOf(table)).toEqual([])
  })

  it('R45 renews without a charge what costs too little by now', async () => {
    const arranged = await unpaid()
    await changeBilling(arranged, { carried: -3_960 })
    await threeTimes()
    const { billing, dues } = await own(arranged)
    expect(billing).toMatchObject({ carried: 40 })
    expect(billing).not.toHaveProperty('dunning')
    expect(dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
  })

  it('R37 R45 falls to free at once without a partner', async () => {
    const arranged = await unpaid({ cardType: 'CC' })
    await endMapping(arranged)
    await threeTimes()
    const { customer, billing, dues } = await own(arranged)
    expect(customer.subscription).toMatchObject({ plan: 'free' })
    expect(billing).not.toHaveProperty('dunning')
    expect(dues).toEqual({})
    expect((await mailsOf(table)).filter(({ mail }) => mail === 'fell-to-free')).toMatchObject([
      { to: arranged.superAdmin.email },
    ])
  })

  it('R45 waits while the outcome of a charge is not known', async () => {
    const arranged = await unpaid({ card: 'pm_card_chargeCustomerFail' })
    provider.fail({ fault: 'lost-before', times: 2 })
    await threeTimes()
    await arrange.commit(paymentRetryDueRecord.put({ id: arranged.customer.customerId, dueAt: day(1) }))
    const before = table.items()
    await threeTimes()
    expect(table.items()).toEqual(before)
    expect((await own(arranged)).customer.subscription).toMatchObject({
      plan: 'standard',
      paymentPending: true,
    })
  })

  it('R45 finishes what is due of nothing any more', async () => {
    const arranged = await unpaid()
    await removeCustomer(arranged)
    await threeTimes()
    expect((await own(arranged)).dues).toEqual({ 'grace-end': day(15) })
  })
})
