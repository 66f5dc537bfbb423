import { CHARGE_LONGEST_MS } from '../../functions/work/pay-renewal.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { renewalDueRecord } from '../../shared/billing/records.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { renewalPaymentId, restorationRecord } from '../../shared/payments/records.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { inMemory, useMemoryTable } from '../support/table/in-memory.ts'
import {
  about,
  changeBilling,
  day,
  endMapping,
  mailsOf,
  removeCustomer,
  renewing,
  RENEWAL,
  type Renewing,
} from './renewing.ts'

const provider = usePaymentProvider()

const firstId = ({ customerId }: Pick<Customer, 'customerId'>) =>
  renewalPaymentId({ customerId, periodStart: '2031-02-15', attempt: 1 })

const threeTimes = async () => {
  await Promise.all([run(renew), run(renew)])
  await run(renew)
}

describe('renewSubscriptions', () => {
  const table = useMemoryTable()
  const own = ({ customer }: Renewing) => about(table, customer)
  const chargesOf = ({ customer }: Renewing) => provider.intents(firstId(customer))

  it('R44 R45 R47 charges the reseller’s card once for the next period, however often and in parallel it runs', async () => {
    const arranged = await renewing()
    const { partnerId } = arranged.partner
    await threeTimes()
    const { customer, billing, payments, ledger, balances, dues, actions } = await own(arranged)
    const paymentId = firstId(customer)
    expect(chargesOf(arranged)).toMatchObject([{ amount: 3_200, amount_received: 3_200 }])
    expect(payments).toMatchObject([
      { purpose: 'purchase', state: 'succeeded' },
      {
        paymentId,
        purpose: 'renewal',
        state: 'succeeded',
        partnerId,
        list: 4_000,
        discount: 800,
        charge: 3_200,
        commission: 0,
        periodStart: '2031-02-15',
      },
    ])
    expect(customer.subscription).toMatchObject({
      plan: 'standard',
      licences: 10,
      renewalDate: '2031-03-15',
    })
    expect(customer.subscription).not.toHaveProperty('paymentPending')
    expect(billing).toMatchObject({
      cycle: { anchor: '2031-01-15', renewal: 2 },
      revenues: { [partnerId]: 6_400 },
    })
    expect(billing).not.toHaveProperty('pending')
    expect(dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
    expect(ledger.at(-1)).toMatchObject({
      paymentId,
      postings: [
        { account: 'cash', amount: 3_200 },
        { account: 'sales', amount: -4_000 },
        { account: 'discounts', amount: 800 },
      ],
    })
    expect(balances).toMatchObject([{ cash: 6_400, discounts: 1_600, sales: -8_000 }])
    expect(actions.slice(-2)).toEqual(['subscription.charge-begun', 'subscription.renewed'])
    expect(await mailsOf(table)).toMatchObject([
      {
        to: partnerId,
        mail: 'payment-receipt',
        words: { charge: 'USD 3200', renewsAt: '2031-03-15T00:00:00.000Z' },
      },
    ])
    expectWholeChains(table.items())
  })

  it('R44 charges the customer’s card the list price, from which the partner earns a commission', async () => {
    const arranged = await renewing({ cardType: 'CC', payPeriod: 'yearly' })
    await threeTimes()
    const { payments, balances, dues, releases } = await own(arranged)
    expect(payments.at(-1)).toMatchObject({
      state: 'succeeded',
      list: 36_000,
      discount: 0,
      charge: 36_000,
      commission: 7_200,
    })
    expect(balances).toMatchObject([{ cash: 72_000, sales: -72_000, commission: 14_400, held: -14_400 }])
    expect(dues).toEqual({
      renewal: '2032-02-15T00:00:00.000Z',
      'renewal-notice': '2032-02-08T00:00:00.000Z',
    })
    expect(releases).toEqual(
      payments.flatMap((payment) => (payment.state === 'succeeded' ? [plusDays(payment.closedAt, 30)] : [])),
    )
    expect(await mailsOf(table)).toMatchObject([
      { to: arranged.superAdmin.email, mail: 'payment-receipt', words: { charge: 'USD 36000' } },
    ])
  })

  it('R44 R47 renews by the terms of each partner as they are then', async () => {
    const of = await arrange.partner({ terms: { discountBps: 1_750, holdDays: 10, threshold: 4_000 } })
    const [agreed, alike, usual] = [
      await renewing({ of, cardType: 'CC' }),
      await renewing({ of }),
      await renewing({ cardType: 'CC' }),
    ]
    await threeTimes()
    const renewed = async (arranged: Renewing) => (await own(arranged)).payments.at(-1)
    expect([await renewed(agreed), await renewed(alike), await renewed(usual)]).toMatchObject([
      { purpose: 'renewal', discountBps: 1_750, holdDays: 10, commission: 700 },
      { purpose: 'renewal', discountBps: 1_750, holdDays: 10, discount: 700, charge: 3_300 },
      { purpose: 'renewal', discountBps: 2_000, holdDays: 30, commission: 800 },
    ])
  })

  it('R41 renews with what was scheduled, which is done then', async () => {
    const arranged = await renewing({ scheduled: { licences: 4 } })
    await threeTimes()
    const { customer, billing, payments } = await own(arranged)
    expect(payments.at(-1)).toMatchObject({ state: 'succeeded', list: 1_600, charge: 1_280 })
    expect(customer.subscription).toMatchObject({ licences: 4, renewalDate: '2031-03-15' })
    expect(billing).not.toHaveProperty('scheduled')
  })

  it.each([
    ['pm_card_chargeCustomerFail', 'declined'],
    ['pm_card_authenticationRequired', 'authentication-required'],
  ])('R45 goes past due where %s is refused, says why, and keeps the plan', async (card, reason) => {
    const arranged = await renewing({ card })
    await threeTimes()
    const { customer, billing, payments, dues, actions, ledger } = await own(arranged)
    expect(chargesOf(arranged)).toMatchObject([{ amount_received: 0 }])
    expect(payments.at(-1)).toMatchObject({ state: 'declined', reason })
    expect(customer.subscription).toMatchObject({
      plan: 'standard',
      renewalDate: '2031-02-15',
      pastDue: true,
      endsAt: day(15),
    })
    expect(billing.dunning).toEqual({ reason, attempts: 1, nextAttemptAt: day(1), graceEndsAt: day(15) })
    expect(dues).toEqual({ 'payment-retry': day(1), 'grace-end': day(15) })
    expect(actions.at(-1)).toBe('subscription.went-past-due')
    expect(ledger).toHaveLength(1)
    expect(await mailsOf(table)).toMatchObject([
      {
        to: arranged.partner.partnerId,
        mail: 'subscription-past-due',
        words: { dunningReason: reason, graceEndsAt: day(15) },
      },
    ])
  })

  it('R45 goes past due without a card, and tries none', async () => {
    const arranged = await renewing()
    await arrange.withoutCard(arranged.customer)
    await threeTimes()
    const { billing, payments, dues } = await own(arranged)
    expect(payments).toHaveLength(1)
    expect(billing.dunning).toEqual({ reason: 'no-profile', attempts: 0, graceEndsAt: day(15) })
    expect(dues).toEqual({ 'grace-end': day(15) })
    expect(await mailsOf(table)).toMatchObject([
      {
        to: arranged.partner.partnerId,
        mail: 'subscription-past-due',
        words: { dunningReason: 'no-profile' },
      },
    ])
  })

  it('R45 goes past due where it costs more than the provider charges at once', async () => {
    const arranged = await renewing()
    await changeBilling(arranged, { carried: 200_000_000 })
    await threeTimes()
    expect(chargesOf(arranged)).toEqual([])
    expect((await own(arranged)).billing.dunning).toMatchObject({ reason: 'declined', attempts: 1 })
  })

  it('R45 renews what costs too little to be charged, which is carried on', async () => {
    const arranged = await renewing()
    await changeBilling(arranged, { carried: -3_960 })
    await arrange.withoutCard(arranged.customer)
    await threeTimes()
    const { customer, billing, payments, dues } = await own(arranged)
    expect(payments).toHaveLength(1)
    expect(customer.subscription.renewalDate).toBe('2031-03-15')
    expect(billing.carried).toBe(40)
    expect(dues).toEqual({ renewal: '2031-03-15T00:00:00.000Z' })
    expect(await mailsOf(table)).toEqual([])
  })

  it.each(['cancelled', 'without a partner'])(
    'R37 R41 falls to free where it is %s, and mails once',
    async (how) => {
      const arranged = await renewing(how === 'cancelled' ? { scheduled: { plan: 'free' } } : {})
      if (how === 'without a partner') await endMapping(arranged)
      const before = await mailsOf(table)
      await threeTimes()
      const { customer, billing, payments, dues, actions } = await own(arranged)
      expect(payments).toHaveLength(1)
      expect(customer.subscription).toMatchObject({ plan: 'free', licences: 5, everCharged: true })
      expect(billing).toMatchObject({ storage: [], carried: 0 })
      expect(billing).not.toHaveProperty('cycle')
      expect(dues).toEqual({})
      expect(actions.at(-1)).toBe('subscription.fell-to-free')
      const told = (await mailsOf(table)).map(({ to, mail }) => `${mail} ${to}`)
      const { partnerId } = customer
      const expected = [arranged.superAdmin.email, ...(partnerId ? [partnerId] : [])]
      expect(told).toHaveLength(before.length + expected.length)
      expect(told).toEqual(expect.arrayContaining(expected.map((to) => `fell-to-free ${to}`)))
    },
  )

  it('R45 leaves a subscription alone while the outcome of a charge is not known', async () => {
    const arranged = await renewing({ pending: 'renewal' })
    await arrange.commit(renewalDueRecord.put({ id: arranged.customer.customerId, dueAt: RENEWAL }))
    await arrange.advanceClockTo(day(20))
    const before = table.items()
    await threeTimes()
    expect(table.items()).toEqual(before)
  })

  it('R45 renews at midnight of the day and not before, whatever was scheduled', async () => {
    const arranged = await renewing({}, plusMillis(RENEWAL, -60_000))
    const { customerId: id } = arranged.customer
    await arrange.commit(renewalDueRecord.put({ id, dueAt: await arrange.now() }))
    await threeTimes()
    const { payments, dues } = await own(arranged)
    expect(payments).toHaveLength(1)
    expect(dues).toEqual({ renewal: RENEWAL })
  })

  it('R16 finishes what is due of a customer that was removed', async () => {
    const arranged = await renewing()
    await removeCustomer(arranged)
    await threeTimes()
    expect(await own(arranged)).toMatchObject({ payments: [{ purpose: 'purchase' }], dues: {} })
  })

  it('R45 pays one period a run, the oldest first, after a jump of the clock', async () => {
    const arranged = await renewing({}, day(75))
    const starts = async () => (await own(arranged)).payments.map(({ periodStart }) => periodStart)
    await run(renew)
    expect(await starts()).toEqual(['2031-01-15', '2031-02-15'])
    for (let runs = 0; runs < 3; runs += 1) await run(renew)
    expect(await starts()).toEqual(['2031-01-15', '2031-02-15', '2031-03-15', '2031-04-15'])
    expect((await own(arranged)).dues).toEqual({ renewal: '2031-05-15T00:00:00.000Z' })
  })

  it('R8 renews for a partner that was deactivated', async () => {
    const arranged = await renewing()
    await arrange.deactivatePartner(arranged.partner)
    await run(renew)
    expect((await own(arranged)).payments.at(-1)).toMatchObject({ purpose: 'renewal', state: 'succeeded' })
  })

  it('begins no charge that could outlast its time, and leaves it to a later run', async () => {
    const arranged = await renewing()
    await run(renew, {}, CHARGE_LONGEST_MS)
    expect((await own(arranged)).payments).toHaveLength(1)
    await run(renew, {}, CHARGE_LONGEST_MS + 1)
    expect((await own(arranged)).payments).toHaveLength(2)
  })
})

describe('renewSubscriptions on a table that was restored to before the renewal', () => {
  beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue(undefined))

  /** A renewal that was charged, and the table as it was before. */
  const lost = (card: string, isRenewed = true) =>
    inMemory(async (table) => {
      const arranged = await renewing({ card })
      const items = table.items()
      if (isRenewed) await run(renew)
      return { arranged, items }
    })
  /** The payments after three runs on the restored table. */
  const restored = (
    { arranged, items }: { arranged: Renewing; items: readonly StoredItem[] },
    act: () => Promise<unknown>,
  ) =>
    inMemory(async (table) => {
      await act()
      await threeTimes()
      return (await about(table, arranged.customer)).payments
    }, items)
  const noted = () => arrange.commit(restorationRecord.put({ restoredTo: realNow() }))

  it('R45 charges the period no second time, as its attempt has the same id', async () => {
    const charged = await lost('pm_card_visa')
    const { customer } = charged.arranged
    const intents = provider.intents(firstId(customer))
    expect(await restored(charged, async () => undefined)).toMatchObject([
      { purpose: 'purchase' },
      { state: 'succeeded', providerIntent: intents[0]?.id },
    ])
    expect(provider.intents(firstId(customer))).toEqual(intents)
  })

  it.each([
    ['pm_card_visa', { state: 'succeeded' }],
    ['pm_card_chargeCustomerFail', { state: 'declined', reason: 'declined' }],
  ])(
    'R45 records what the provider had charged to %s, and asks for no charge, where an operator has noted it',
    async (card, expected) => {
      const charged = await lost(card)
      const { customer } = charged.arranged
      const intents = provider.intents(firstId(customer))
      const payments = await restored(charged, async () => {
        await noted()
        // With another card the same request would be refused by the provider, under the same key.
        await arrange.withCard(customer, 'RC', 'pm_card_mastercard')
      })
      expect(payments.at(-1)).toMatchObject(expected)
      expect(provider.intents(firstId(customer))).toEqual(intents)
    },
  )

  it('R45 charges what the provider has not charged', async () => {
    const uncharged = await lost('pm_card_visa', false)
    expect((await restored(uncharged, noted)).at(-1)).toMatchObject({ state: 'succeeded' })
    expect(provider.intents(firstId(uncharged.arranged.customer))).toHaveLength(1)
  })

  it('R45 charges nothing while the provider does not tell', async () => {
    const uncharged = await lost('pm_card_visa', false)
    const payments = await restored(uncharged, async () => {
      await noted()
      provider.fail({ fault: 'lost-before', times: 2 })
    })
    expect(payments.at(-1)).toMatchObject({ state: 'pending' })
    expect(provider.intents(firstId(uncharged.arranged.customer))).toEqual([])
  })
})
