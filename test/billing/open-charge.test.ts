import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/billing/change-subscription.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import {
  ledgerBalanceRecord,
  ledgerEventRecord,
  ledgerPartition,
  totalOf,
} from '../../shared/ledger/records.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import { reader } from '../../shared/table/reader.ts'
import { idempotencyDigest, storedAnswerRecord } from '../../shared/table/stored-answer.ts'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { beforeRecord } from '../support/describe/prove-steps.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

const LOST = { fault: 'lost-after', times: 2 } as const
const NEVER_ARRIVED = { fault: 'lost-before', times: 2 } as const

describe('a change whose charge is open', () => {
  const provider = usePaymentProvider()
  const table = useTestTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  const buying = (cardType: 'RC' | 'CC' = 'RC', card?: string) =>
    table.arranged(async () => {
      const { admin: as, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      const { customerId } = customer
      const { billing, profile } = await arrange.withCard(customer, cardType, card)
      await arrange.bind(as)
      const input = { customerId, plan: 'standard', licences: 10, payPeriod: 'monthly' }
      const buy = (idempotencyKey = 'buy', members: object = {}) =>
        call(
          changeSubscription,
          handler,
          as,
          { ...input, ...members },
          { idempotencyKey, ifMatch: `"${billing?.version ?? 0}"` },
        )
      const charges = () => provider.intents().filter(({ metadata }) => metadata['customerId'] === customerId)
      const digestOf = (key: string) => idempotencyDigest(as.sub, changeSubscription.name, key)
      return { as, partner, customerId, profile, buy, charges, digestOf }
    })

  const pendingOf = async (customerId: Parameters<typeof arrange.storedAccount>[0]) => {
    const { billing } = await arrange.storedAccount(customerId)
    if (!billing?.pending) throw new Error('No charge is open')
    return billing.pending
  }

  const booksOf = async ({ partnerId }: { readonly partnerId: PartnerId }) => {
    const read = reader(world.table)
    const { items: events } = await read.page(ledgerEventRecord, {
      partition: ledgerPartition(partnerId),
      limit: 100,
    })
    const parts = await Promise.all(
      Array.from({ length: 16 }, (_, shard) =>
        read.find(ledgerBalanceRecord, { partnerId, shard, currency: 'USD' }),
      ),
    )
    return { events, balance: totalOf(parts) }
  }

  it('R45 answers 202 with the payment, and what became of it to the same key, without another charge', async () => {
    const { customerId, buy, charges } = await buying()
    provider.fail(LOST)
    const open = await buy()
    expect(open).toMatchObject({
      status: 202,
      body: { subscription: { state: 'free' }, payment: { state: 'pending', charge: { minor: 3_200 } } },
    })
    const { paymentId } = await pendingOf(customerId)
    expect(open.body).toMatchObject({ subscription: { pendingPaymentId: paymentId }, payment: { paymentId } })
    expect(open.headers['etag']).toBeUndefined()

    expect(await buy()).toMatchObject({ status: 202, body: open.body })
    expect(await buy('another-key')).toMatchObject({ status: 412 })
    expect(charges()).toHaveLength(1)

    const intent = charges()[0]?.id ?? ''
    await arrange.recorded({ paymentId }, { outcome: 'succeeded', intent })
    expect(await buy()).toMatchObject({
      status: 200,
      body: {
        subscription: { state: 'active', plan: 'standard' },
        payment: { paymentId, state: 'succeeded' },
      },
    })
    expect(charges()).toHaveLength(1)
    expectWholeChains(await table.items())
  })

  it.each([
    [{ outcome: 'declined', reason: 'declined' }, 'payment-declined'],
    [{ outcome: 'failed' }, 'payment-failed'],
  ] as const)('R45 answers the same key by the refusal once it is known: %j', async (result, code) => {
    const { customerId, buy, charges } = await buying()
    provider.fail(NEVER_ARRIVED)
    expect(await buy()).toMatchObject({ status: 202 })
    expect(charges()).toEqual([])
    const { paymentId } = await pendingOf(customerId)
    await arrange.recorded({ paymentId }, result)
    for (let times = 0; times < 2; times += 1)
      expect(await buy()).toMatchObject({ status: 402, body: { type: `/problems/${code}`, paymentId } })
    expect(charges()).toEqual([])
  })

  it.each([
    ['done', 200, {}],
    ['open', 202, { fault: LOST }],
    ['declined', 402, { card: 'pm_card_chargeCustomerFail' }],
  ] as const)(
    'R45 a key never charges again after its stored answer is gone: %s',
    async (_outcome, status, how: { readonly fault?: typeof LOST; readonly card?: string }) => {
      const { buy, charges, digestOf } = await buying('RC', how.card)
      if (how.fault) provider.fail(how.fault)
      const first = await buy()
      expect(first.status).toBe(status)
      const digest = digestOf('buy')
      await table.remove(storedAnswerRecord.key({ digest }))
      const again = await buy()
      expect(again.status).toBe(status)
      expect(again.body['payment']).toEqual(first.body['payment'])
      expect(again.body['paymentId']).toEqual(first.body['paymentId'])
      expect(await buy('buy', { licences: 11 })).toMatchObject({
        status: 409,
        body: { type: '/problems/idempotency-key-reused' },
      })
      expect(charges()).toHaveLength(1)
    },
  )

  it('R45 charges once for one key that comes several times at once', async () => {
    const { buy, charges, customerId } = await buying()
    const called = await Promise.all(Array.from({ length: 4 }, () => buy()))
    for (const { status } of called) expect([200, 202]).toContain(status)
    expect(await buy()).toMatchObject({ status: 200 })
    expect(charges()).toHaveLength(1)
    const { billing } = await arrange.storedAccount(customerId)
    expect(billing).not.toHaveProperty('pending')
  })

  it('R41 charges once for two changes at once, and refuses the other', async () => {
    const { buy, charges } = await buying()
    const called = await Promise.all([buy('one'), buy('other')])
    expect(called.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(charges()).toHaveLength(1)
  })

  it('R45 charges nothing where the right was lost before the intent was committed', async () => {
    const { as, buy, charges } = await buying()
    const intent = table.proxy.holdNext('TransactWriteItems')
    const answer = buy()
    await intent.arrived
    await arrange.setPerson(as, ({ partner: _former, ...person }) => person)
    intent.release()
    expect(await answer).toMatchObject({ status: 403 })
    expect(charges()).toEqual([])
  })

  it('R45 answers what an event has recorded before the answer came, once', async () => {
    const { customerId, buy, charges, partner } = await buying()
    const { answer, record } = await beforeRecord(table, () => buy())
    const { paymentId } = await pendingOf(customerId)
    await arrange.recorded({ paymentId }, { outcome: 'succeeded', intent: charges()[0]?.id ?? '' })
    record.release()
    const first = await answer
    expect(first).toMatchObject({ status: 200, body: { payment: { paymentId, state: 'succeeded' } } })
    expect(await buy()).toEqual(first)
    expect((await booksOf(partner)).events).toHaveLength(1)
    expect(charges()).toHaveLength(1)
    expectWholeChains(await table.items())
  })

  const LOSSES: readonly [string, (of: Awaited<ReturnType<typeof buying>>) => Promise<unknown>][] = [
    ['lost the customer to another partner', ({ customerId }) => arrange.moveCustomer(customerId)],
    ['was deactivated', ({ partner }) => arrange.deactivatePartner(partner)],
    ['was revoked', ({ customerId }) => arrange.revokeAccess(customerId)],
  ]
  it.each(LOSSES)(
    'R14 R47 the money taken is written down, and the commission is that of the partner at the intent, who %s meanwhile',
    async (_how, lose) => {
      const bought = await buying('CC')
      const { customerId, partner, buy, charges } = bought
      const { answer, record } = await beforeRecord(table, () => buy())
      await lose(bought)
      record.release()
      expect(await answer).toMatchObject({ status: 200, body: { payment: { state: 'succeeded' } } })
      expect(charges()).toMatchObject([{ amount_received: 4_000 }])
      const { events, balance } = await booksOf(partner)
      expect(events).toMatchObject([{ partnerId: partner.partnerId, customerId, kind: 'charge' }])
      expect(balance).toMatchObject({ cash: 4_000, sales: -4_000, commission: 800, held: -800 })
      const { customer, billing } = await arrange.storedAccount(customerId)
      expect(customer.subscription).toMatchObject({ plan: 'standard', licences: 10, everCharged: true })
      expect(billing?.revenues).toEqual({ [partner.partnerId]: 4_000 })
      if (customer.partnerId !== partner.partnerId && customer.partnerId) {
        const next = await booksOf({ partnerId: customer.partnerId })
        expect(next.events).toEqual([])
      }
      expectWholeChains(await table.items())
    },
  )

  it('R45 asks for the amount, the card and the payer of the intent, whatever is on file since', async () => {
    const { customerId, profile, buy, charges } = await buying()
    provider.fail(NEVER_ARRIVED)
    await buy()
    const { paymentId } = await pendingOf(customerId)
    await arrange.withCard({ customerId }, 'CC', 'pm_card_mastercard')
    const payment = await arrange.storedPayment({ paymentId })
    if (payment.state !== 'pending') throw new Error('The charge is not open')
    expect(await chargeCard(payment)).toMatchObject({ outcome: 'succeeded' })
    expect(charges()).toMatchObject([
      { customer: profile.providerCustomer, payment_method: profile.paymentMethod, amount: 3_200 },
    ])
  })
})
