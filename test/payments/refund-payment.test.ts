import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/payments/refund-payment.ts'
import { refundPayment } from '../../shared/payments/contract.ts'
import { mulDiv } from '../../shared/kernel/money.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { about } from '../billing/renewing.ts'

const provider = usePaymentProvider()

const usd = (minor: number) => ({ currency: 'USD', minor }) as const

type Wanted = NonNullable<Parameters<typeof arrange.sold>[0]>

/** A sale that finance is to give back. */
const refunding = async (wanted: Wanted = {}, more: { amount?: number; endsSubscription?: boolean } = {}) => {
  const sold = await arrange.sold(wanted)
  const { paymentId } = sold.payment
  const { amount, ...rest } = more
  const input = {
    paymentId,
    reason: 'requested' as const,
    ...(amount === undefined ? {} : { amount: usd(amount) }),
    ...rest,
  }
  return { ...sold, as: await arrange.staff('finance'), input }
}

let keys = 0
const asked = (
  { as, input }: { as: arrange.Somebody; input: object },
  idempotencyKey = `refund-${(keys += 1)}`,
) => call(refundPayment, handler, as, { ...input }, { idempotencyKey })

describeOperation(refundPayment, handler, {
  done: {
    title:
      'R44 R46 gives a part back to the card; commission is clawed back in proportion, the payer and the partner are told',
    arrange: () => refunding({ cardType: 'CC' }, { amount: 9_000 }),
    then: async (answer, { payment, partner, superAdmin, customer }, table) => {
      const { paymentId, customerId, partnerId } = payment
      expect(answer).toMatchObject({
        refundId: expect.stringMatching(/^rfd_/),
        paymentId,
        customerId,
        partnerId,
        state: 'succeeded',
        reason: 'requested',
        amount: usd(9_000),
        list: usd(9_000),
        discount: usd(0),
        clawedBack: usd(1_800),
        endsSubscription: false,
      })
      expect(provider.refunds(paymentId)).toMatchObject([
        {
          payment_intent: payment.providerIntent,
          amount: 9_000,
          metadata: { paymentId, refundId: answer.refundId },
        },
      ])
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 9_000, refunding: 0 })
      const { billing, ledger, balances, dues } = await about(table, customer)
      expect(billing.revenues).toEqual({ [partnerId]: 27_000 })
      expect(ledger.at(-1)).toMatchObject({
        kind: 'refund',
        paymentId,
        refundId: answer.refundId,
        rate: 2_000,
        base: 36_000,
        charged: 36_000,
        earned: 7_200,
        refunded: 9_000,
        refundedBefore: 0,
        postings: [
          { account: 'cash', amount: -9_000 },
          { account: 'sales', amount: 9_000 },
          { account: 'commission', amount: -1_800 },
          { account: 'held', amount: 1_800 },
        ],
      })
      expect(balances).toMatchObject([{ cash: 27_000, commission: 5_400, held: -5_400 }])
      expect(Object.keys(dues)).not.toContain('refund-resolve')
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ROW#${customerId}`)).toMatchObject({ revenue: usd(27_000) })
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'payment-refunded', words: { refund: 'USD 9000', card: 'visa 4242' } },
      ])
      expect(await mailsToPartner(table, partner)).toMatchObject([
        { mail: 'commission-clawed-back', words: { refund: 'USD 9000', clawedBack: 'USD 1800' } },
      ])
      expect(await auditActions(table, `REFUND#${answer.refundId}`)).toEqual([
        'refund.begun',
        'refund.succeeded',
      ])
      expect((await auditActions(table, `PAYMENT#${paymentId}`)).slice(-2)).toEqual([
        'payment.refund-begun',
        'payment.refunded',
      ])
    },
  },
  inSteps: true,
  using: [
    async () => {
      const refund = await refunding({ cardType: 'CC' }, { endsSubscription: true })
      await arrange.commissionReleased(refund.payment)
      await arrange.wentUnpaid(refund.customer, 'declined', await arrange.now())
      return refund
    },
    () => refunding({ cardType: 'RC' }, { amount: 9_000 }),
  ],
  refuses: {
    'payment-not-found': async () => ({
      as: await arrange.staff('finance'),
      input: { paymentId: 'pay_01JBT0Y6Z2H8M4QK9S5V7W3XRA', reason: 'other' as const },
    }),
    'payment-not-refundable': async () => {
      const asking = await refunding()
      await arrange.refunded(asking.payment)
      return asking
    },
    'refund-exceeds-payment': () => refunding({}, { amount: 28_801 }),
    'payment-pending': async () => {
      const asking = await refunding({}, { amount: 1, endsSubscription: true })
      await arrange.changeBegun(asking.customer, { licences: 11 }, await arrange.now())
      return asking
    },
    'refund-failed': async () => {
      const asking = { ...(await refunding()), idempotencyKey: 'failed-before' }
      provider.dispute(asking.payment.providerIntent)
      await asked(asking, asking.idempotencyKey)
      return asking
    },
  },
})

describe('a refund', () => {
  const table = useMemoryTable()

  it('R44 R46 of a sale on a reseller’s card gives list price and discount back in the same way (example 12)', async () => {
    const { payment, partner, ...asking } = await refunding({}, { amount: 10_000 })
    expect(await asked(asking)).toMatchObject({
      status: 201,
      body: { list: usd(12_500), discount: usd(2_500), clawedBack: usd(0) },
    })
    const { ledger } = await about(table, asking.customer)
    expect(ledger.at(-1)?.postings).toEqual([
      { account: 'cash', amount: -10_000 },
      { account: 'sales', amount: 12_500 },
      { account: 'discounts', amount: -2_500 },
    ])
    expect((await mailsToPartner(table, partner)).map(({ mail }) => mail)).toEqual(['payment-refunded'])
    expect(await mailsTo(table, asking.superAdmin.email)).toEqual([])
  })

  it.each([
    ['RC', {}, []],
    ['RC', { endsSubscription: true }, ['subscription.fell-to-free', 'subscription.refund-begun']],
    ['CC', {}, ['subscription.refunded']],
  ] as const)(
    'R46 R53 on %s (%j) has in the log of the organisation what becomes of its subscription or its own card, and no more: %j',
    async (cardType, more, lines) => {
      const asking = await refunding({ cardType }, { amount: 9_000, ...more })
      const { customerId } = asking.customer
      const logged = () => table.items().filter(({ pk }) => pk === `LOG#${customerId}`)
      const before = new Set(logged())
      expect(await asked(asking)).toMatchObject({ status: 201 })
      const added = logged().filter((line) => !before.has(line))
      expect(added.map(({ action }) => action).toSorted()).toEqual(lines)
      expect((await about(table, asking.customer)).billing.revenues).toEqual({
        [asking.partner.partnerId]: asking.payment.charge - 9_000,
      })
    },
  )

  it('R46 of what is left is the rest, cent for cent, and after it nothing is left', async () => {
    const asking = await refunding({ cardType: 'CC' })
    const { payment, input } = asking
    const third = mulDiv(payment.charge, 1, 3)
    for (const count of [1, 2]) {
      const { body } = await asked({ ...asking, input: { ...input, amount: usd(third) } })
      expect(body).toMatchObject({ state: 'succeeded', amount: usd(third), reason: 'requested' })
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: third * count })
    }
    const tooMuch = { ...asking, input: { ...input, amount: usd(third + 1) } }
    expect(await asked(tooMuch)).toMatchObject({ status: 409, body: { left: usd(third) } })
    expect(await asked(asking)).toMatchObject({ status: 201, body: { amount: usd(third) } })
    expect(await asked(asking)).toMatchObject({
      status: 409,
      body: { type: '/problems/payment-not-refundable' },
    })
    const { balances } = await about(table, asking.customer)
    expect(balances).toMatchObject([{ cash: 0, sales: 0, discounts: 0, commission: 0, held: 0 }])
  })

  it('R46 after the release takes the commission out of what is available, below zero where it was paid out', async () => {
    const asking = await refunding({ cardType: 'CC' }, { amount: 18_000 })
    await arrange.commissionReleased(asking.payment)
    expect(await asked(asking)).toMatchObject({ status: 201, body: { clawedBack: usd(3_600) } })
    const { ledger } = await about(table, asking.customer)
    expect(ledger.at(-1)?.postings).toContainEqual({ account: 'available', amount: 3_600 })
    const redeemable = table.items().find(({ pk }) => pk.startsWith('REDEEMABLE#'))
    expect(redeemable).toMatchObject({ available: -3_600 })
  })

  it('R46 hits the partner who had sold, also after the customer has moved to another', async () => {
    const asking = await refunding({ cardType: 'CC' })
    const { partner: other } = await arrange.partner()
    await arrange.moveCustomer(asking.customer.customerId, other)
    expect(await asked(asking)).toMatchObject({ status: 201, body: { partnerId: asking.partner.partnerId } })
    expect((await mailsToPartner(table, asking.partner)).map(({ mail }) => mail)).toContain(
      'commission-clawed-back',
    )
    expect((await mailsToPartner(table, other)).map(({ mail }) => mail)).not.toContain(
      'commission-clawed-back',
    )
    const { billing } = await arrange.storedAccount(asking.customer.customerId)
    expect(billing?.revenues).toEqual({ [asking.partner.partnerId]: 0 })
  })

  it.each([
    [{ currency: 'USD', minor: 0 }, '/amount/minor'],
    [{ currency: 'USD', minor: -1 }, '/amount/minor'],
    [{ currency: 'USD', minor: 12.5 }, '/amount/minor'],
    [{ currency: 'USD', minor: '100' }, '/amount/minor'],
    [{ currency: 'USD', minor: 2 ** 53 }, '/amount/minor'],
    [{ currency: 'THB', minor: 100 }, '/amount/currency'],
    [100, '/amount'],
  ])('R46 of %j is invalid', async (amount, pointer) => {
    const { as, input } = await refunding()
    const { status, body } = await asked({ as, input: { ...input, amount } })
    expect({ status, body }).toMatchObject({ status: 400, body: { issues: [{ pointer }] } })
  })

  it('R46 never names a dispute as its reason, which the programme alone records, and no card number', async () => {
    const { as, input } = await refunding()
    const disputed = { as, input: { ...input, reason: 'dispute' } }
    expect(await asked(disputed)).toMatchObject({ status: 400, body: { issues: [{ pointer: '/reason' }] } })
    const numbered = { as, input: { ...input, note: 'the card 4242 4242 4242 4242' } }
    expect(await asked(numbered)).toMatchObject({ status: 400, body: { issues: [{ pointer: '/note' }] } })
  })

  it('R46 that the provider did not make is undone, and the same key says so', async () => {
    const asking = await refunding({ cardType: 'CC' }, { endsSubscription: true })
    provider.dispute(asking.payment.providerIntent)
    const refused = { status: 409, body: { type: '/problems/refund-failed' } }
    expect(await asked(asking, 'undone')).toMatchObject(refused)
    expect(await asked(asking, 'undone')).toMatchObject(refused)
    expect(await arrange.storedPayment(asking.payment)).toMatchObject({ refunded: 0, refunding: 0 })
    const { customer, billing, dues, ledger } = await about(table, asking.customer)
    expect(customer.subscription).toEqual(asking.customer.subscription)
    expect(billing).not.toHaveProperty('ending')
    expect(Object.keys(dues)).not.toContain('refund-resolve')
    expect(ledger).toHaveLength(1)
  })

  it('R46 whose answer is lost is open, holds its amount, and is found out later under the same key', async () => {
    const asking = await refunding({ cardType: 'CC' }, { amount: 30_000 })
    provider.fail({ fault: 'lost-after', times: 2 })
    const open = { status: 202, body: { state: 'pending', amount: usd(30_000), clawedBack: usd(6_000) } }
    expect(await asked(asking, 'lost')).toMatchObject(open)
    expect(await asked(asking, 'lost')).toMatchObject(open)
    expect(await asked(asking)).toMatchObject({ status: 409, body: { left: usd(6_000) } })
    expect(provider.refunds(asking.payment.paymentId)).toHaveLength(1)
  })

  it('R46 of another body under the same key is refused', async () => {
    const asking = await refunding({}, { amount: 100 })
    expect(await asked(asking, 'once')).toMatchObject({ status: 201 })
    const other = { ...asking, input: { ...asking.input, amount: usd(200) } }
    expect(await asked(other, 'once')).toMatchObject({ body: { type: '/problems/idempotency-key-reused' } })
  })

  it('R37 R46 that ends the subscription lets it fall to free, at once and with the mails of that', async () => {
    const asking = await refunding({ cardType: 'CC' }, { endsSubscription: true })
    expect(await asked(asking)).toMatchObject({ status: 201, body: { endsSubscription: true } })
    const { customer, billing } = await about(table, asking.customer)
    expect(customer.subscription).toMatchObject({ plan: 'free', everCharged: true })
    expect(billing).not.toHaveProperty('ending')
    expect((await mailsTo(table, asking.superAdmin.email)).map(({ mail }) => mail).sort()).toEqual([
      'fell-to-free',
      'payment-refunded',
    ])
    expect((await mailsToPartner(table, asking.partner)).map(({ mail }) => mail).sort()).toEqual([
      'commission-clawed-back',
      'fell-to-free',
    ])
    const told = table.items().filter(({ pk }) => pk.startsWith('SUBSCRIPTION-EVENTS#'))
    expect(told).toMatchObject([{ what: 'cancelled', reason: 'refunded' }, { what: 'new' }])
  })

  it('R46 that ends a subscription which is free by now changes nothing of it', async () => {
    const asking = await refunding({}, { amount: 100 })
    expect(await asked(asking)).toMatchObject({ status: 201 })
    await arrange.refunded(asking.payment, { amount: 100, endsSubscription: true })
    const { customer } = await arrange.storedAccount(asking.customer.customerId)
    expect(customer.subscription.plan).toBe('free')
    const again = { ...asking, input: { ...asking.input, endsSubscription: true } }
    expect(await asked(again)).toMatchObject({ status: 201 })
    expect((await arrange.storedAccount(asking.customer.customerId)).customer.subscription).toEqual(
      customer.subscription,
    )
  })
})
