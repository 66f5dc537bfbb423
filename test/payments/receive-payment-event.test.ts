import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import { charge } from '../../functions/outside/payments/charge.ts'
import { provider as client } from '../../functions/outside/payments/client.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { world } from '../../functions/outside/world.ts'
import { handler } from '../../functions/payments/receive-payment-event.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import { Instant, toMillis } from '../../shared/kernel/time.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import type { Payment, PaymentIn } from '../../shared/payments/payment.ts'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import * as arrange from '../support/arrange.ts'
import { call, type CallOptions } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { sent, signed } from '../support/signed-event.ts'
import { auditActions, mailsToPartner } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const payments = usePaymentProvider()
const provider = arrange.somebody('payment-provider')

const pending = (payment: Payment): PaymentIn<'pending'> => {
  if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
  return payment
}

/** Does something, and gives the events that the provider reports of it. */
const eventsOf = async (act: () => Promise<unknown>): Promise<readonly [SignedEvent, ...SignedEvent[]]> => {
  await payments.takeEvents()
  await act()
  const [first, ...more] = await payments.takeEvents()
  if (!first) throw new Error('Nothing was reported')
  return [first, ...more]
}
const asking = (event: SignedEvent) => ({ as: provider, input: {}, ...sent(event) })

/** A payment whose card was charged; the answer got lost, and the event arrives. */
const charged = async (wanted: Parameters<typeof arrange.subscribed>[0]) => {
  const subscribed = await arrange.subscribed(wanted)
  const [event] = await eventsOf(() => chargeCard(pending(subscribed.payment)))
  return { ...subscribed, event, ...asking(event) }
}

/** A purchase on trial whose answer got lost. */
const boughtOnTrial = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { verified: true, trial: true })
  await arrange.withCard(customer)
  payments.fail({ fault: 'lost-after', times: 2 })
  const { customerId } = customer
  const input = { customerId, plan: 'standard', licences: 10 }
  const [event] = await eventsOf(async () => {
    const options = { idempotencyKey: `buy-${customerId}`, ifMatch: '*' }
    const { status } = await call(changeSubscription, change, admin, input, options)
    expect(status).toBe(202)
  })
  return { customerId, ...asking(event) }
}

const declining = { card: 'pm_card_chargeCustomerFail' } as const

/** A payment that ended without money, which the provider took all the same. */
const surfacing = async (state: 'failed' | 'declined' = 'failed') => {
  const ended = await charged({ pending: 'change' })
  await arrange.recorded(
    ended.payment,
    state === 'failed' ? { outcome: 'failed' } : { outcome: 'declined', reason: 'declined' },
  )
  return ended
}

/** A refund of a payment of whose outcome the answer got lost, and the event that reports it. */
const refunding = async (
  wanted: Parameters<typeof arrange.sold>[0] = {},
  how: Parameters<typeof arrange.refundBegun>[1] = {},
) => {
  const sold = await arrange.sold({ cardType: 'CC', ...wanted })
  const refund = await arrange.refundBegun(sold.payment, how)
  const [event] = await eventsOf(() => arrange.refundAsked(refund))
  return { ...sold, refund, event, ...asking(event) }
}

/** A payment that its payer has disputed, and the event that tells that the dispute is lost. */
const disputed = async (given?: number, cardType: 'CC' | 'RC' = 'CC') => {
  const sold = await arrange.sold({ cardType })
  if (given !== undefined) await arrange.refunded(sold.payment, { amount: given })
  const [, event] = await eventsOf(async () => payments.dispute(sold.payment.providerIntent))
  if (!event) throw new Error('The dispute was not closed')
  return { ...sold, event, ...asking(event) }
}

/** The same, while another refund of the payment is open. */
const disputedMeanwhile = async () => {
  const request = await disputed()
  await arrange.refundBegun(request.payment, { amount: 6_000 })
  return request
}

/** The refund of released commission that ends a subscription which is past due. */
const refundingPastDue = async () => {
  const sold = await arrange.sold({ cardType: 'CC' })
  await arrange.commissionReleased(sold.payment)
  await arrange.wentUnpaid(sold.customer, 'declined', await arrange.now())
  const refund = await arrange.refundBegun(sold.payment, { endsSubscription: true })
  const [event] = await eventsOf(() => arrange.refundAsked(refund))
  return { ...sold, refund, event, ...asking(event) }
}

const MISSING = 'pay_01JBT0Y6Z2H8M4QK9S5V7W3XRA'

/** An intent with our metadata that fits no payment: it has the ids of one, but for what is changed. */
const unmatched = async (change: Partial<Parameters<typeof charge>[0]>) => {
  const subscribed = await arrange.subscribed({ pending: 'purchase' })
  const { paymentId, customerId, charge: amount, profile } = pending(subscribed.payment)
  const { providerCustomer, paymentMethod } = profile
  const asked = { paymentId, customerId, amount, providerCustomer, paymentMethod }
  const [event] = await eventsOf(() => charge({ ...asked, currency: 'usd', ...change }))
  return { ...subscribed, ...asking(event) }
}

describeOperation(receivePaymentEvent, handler, {
  done: {
    title:
      'R45 records a charge of which no answer came: what was bought is there, the money is in the ledger',
    arrange: () => charged({ pending: 'purchase' }),
    then: async (answer, { payment, customer: { customerId }, partner, event }, table) => {
      expect(answer).toEqual({ received: true })
      const { customer, billing } = await arrange.storedAccount(customerId)
      expect(customer.subscription).toMatchObject({ plan: 'standard', licences: 10, everCharged: true })
      expect(billing).toMatchObject({ revenues: { [partner.partnerId]: 28_800 } })
      expect(billing).not.toHaveProperty('pending')
      const [intent] = payments.intents(payment.paymentId)
      expect(await arrange.storedPayment(payment)).toMatchObject({
        state: 'succeeded',
        providerIntent: intent?.id,
      })
      const { id: eventId } = JSON.parse(event.body)
      const items = await table.items()
      expect(items.find(({ pk }) => pk === `EVENT#${eventId}`)).toMatchObject({
        type: 'payment_intent.succeeded',
        providerIntent: intent?.id,
      })
      expect(items.filter(({ pk }) => pk.startsWith('LEDGER#'))).toMatchObject([
        { paymentId: payment.paymentId, kind: 'charge' },
      ])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'payment-receipt' }])
      expect(await auditActions(table, `PAYMENT#${payment.paymentId}`)).toEqual([
        'payment.begun',
        'payment.succeeded',
      ])
    },
  },
  otherwise: [
    boughtOnTrial,
    () => charged({ pending: 'renewal', dunning: 'declined', cardType: 'CC' }),
    () => charged({ pending: 'renewal', ...declining }),
    () => surfacing(),
    refundingPastDue,
    () => disputed(undefined, 'RC'),
    disputedMeanwhile,
  ],
  refuses: {},
})

describe('what the payment provider reports', () => {
  const table = useMemoryTable()
  const lines: string[] = []
  beforeEach(() => {
    lines.length = 0
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  })
  /** Which payment each line that calls somebody names. */
  const alarmed = (): string[] =>
    lines.flatMap((line): string[] => {
      const { paymentId } = JSON.parse(line)
      return paymentId === undefined ? [] : [paymentId]
    })
  const outcomes = (): string[] => lines.map((line): string => JSON.parse(line).outcome)

  const receive = async (request: Pick<CallOptions, 'rawBody' | 'headers'>) =>
    (await call(receivePaymentEvent, handler, undefined, {}, request)).status
  /** The partitions, without ids, that an event has written to. */
  const writtenBy = async (request: Pick<CallOptions, 'rawBody' | 'headers'>) => {
    const before = new Set(table.items())
    expect(await receive(request)).toBe(200)
    const written = table.items().filter((item) => !before.has(item))
    return [...new Set(written.map(({ pk }) => pk.split('#')[0]))].sort()
  }
  const isPending = async (payment: Payment): Promise<boolean> =>
    (await arrange.storedPayment(payment)).state === 'pending'
  const refunds = async () =>
    (await payments.takeEvents()).filter(({ body }) => JSON.parse(body).type === 'refund.created').length

  const body = (type: string, object: object) => JSON.stringify({ id: 'evt_other', type, data: { object } })
  const intent = { object: 'payment_intent', id: 'pi_other' }

  it.each([
    ['an unknown type', body('balance.available', { object: 'balance' })],
    ['a refund', body('refund.created', { object: 'refund', payment_intent: 'pi_other' })],
    ['an intent without our metadata', body('payment_intent.succeeded', intent)],
    [
      'an intent that is not there',
      body('payment_intent.succeeded', { ...intent, metadata: { paymentId: MISSING } }),
    ],
  ])('R45 is answered and not kept where it is of %s', async (_what, text) => {
    expect(await writtenBy(sent(signed(text)))).toEqual([])
    expect(outcomes()).toEqual(['done'])
  })

  it('R45 is answered and not kept where the ids of its intent are those of somebody else', async () => {
    expect(await writtenBy(await unmatched({ paymentId: 'order 17', customerId: 'c 1' }))).toEqual([])
  })

  it('R45 takes effect once, however often and in whatever order it comes', async () => {
    const { payment, event, rawBody, headers } = await charged({ pending: 'purchase' })
    const { data, ...rest } = JSON.parse(event.body)
    const second = sent(signed(JSON.stringify({ ...rest, id: 'evt_second', data })))
    const late = sent(
      signed(JSON.stringify({ ...rest, id: 'evt_late', type: 'payment_intent.payment_failed', data })),
    )
    expect(await writtenBy(late)).toContain('LEDGER')
    const closed = await arrange.storedPayment(payment)
    for (const request of [{ rawBody, headers }, second]) expect(await writtenBy(request)).toEqual(['EVENT'])
    for (const request of [{ rawBody, headers }, second, late]) expect(await writtenBy(request)).toEqual([])
    expect(await arrange.storedPayment(payment)).toEqual(closed)
    expect(outcomes()).toEqual(Array.from({ length: 6 }, () => 'done'))
  })

  it.each([
    ['declined', 'pm_card_chargeCustomerFail'],
    ['authentication-required', 'pm_card_authenticationRequired'],
  ])('R45 says that a card was %s: nothing has changed', async (reason, card) => {
    const { payment, customer, ...request } = await charged({ pending: 'change', card })
    await receive(request)
    expect(await arrange.storedPayment(payment)).toMatchObject({ state: 'declined', reason })
    const { customer: after, billing } = await arrange.storedAccount(customer.customerId)
    expect(after.subscription).toMatchObject({ plan: 'standard', licences: 10 })
    expect(billing).not.toHaveProperty('pending')
  })

  it('R45 renews from the day of the renewal on, or makes the subscription past due', async () => {
    const paid = await charged({ pending: 'renewal' })
    await receive(paid)
    const { customer } = await arrange.storedAccount(paid.customer.customerId)
    expect(customer.subscription.renewalDate).not.toBe(paid.customer.subscription.renewalDate)
    const unpaid = await charged({ pending: 'renewal', ...declining })
    await receive(unpaid)
    const { billing } = await arrange.storedAccount(unpaid.customer.customerId)
    expect(billing?.dunning).toMatchObject({ reason: 'declined' })
  })

  it('R45 tries a card at once that was put on file while another one was tried and refused', async () => {
    const { customer, payment, ...request } = await charged({ pending: 'renewal', ...declining })
    await arrange.withCard(customer, 'CC')
    await receive(request)
    const closed = await arrange.storedPayment(payment)
    if (closed.state === 'pending') throw new Error('Nothing was recorded')
    const { billing } = await arrange.storedAccount(customer.customerId)
    expect(billing?.dunning?.nextAttemptAt).toBe(closed.closedAt)
    const due = table.items().find(({ pk }) => pk === `DUE#payment-retry#${customer.customerId}`)
    expect(due).toMatchObject({ dueAt: closed.closedAt })
  })

  it('R14 R45 records money of a customer that has moved meanwhile, as a sale of its former partner', async () => {
    const { customer, partner, ...request } = await charged({ pending: 'change' })
    await arrange.moveCustomer(customer.customerId)
    await receive(request)
    const { billing, customer: after } = await arrange.storedAccount(customer.customerId)
    expect(after.subscription.licences).toBe(11)
    expect(Object.keys(billing?.revenues ?? {})).toEqual([partner.partnerId])
  })

  it.each(['failed', 'declined'] as const)(
    'R45 gives money back at once, and once, that surfaces after a payment has %s',
    async (state) => {
      const { payment, event, ...request } = await surfacing(state)
      expect(await writtenBy(request)).toEqual(['AUDIT', 'EVENT', 'PAYMENT', 'PAYMENT-LISTING'])
      expect(await arrange.storedPayment(payment)).toMatchObject({
        state,
        surfaced: { providerIntent: payments.intents(payment.paymentId)[0]?.id },
      })
      expect(outcomes()).toEqual(['payment-surfaced', 'done'])
      expect(alarmed()).toEqual([payment.paymentId])
      const again = signed(JSON.stringify({ ...JSON.parse(event.body), id: 'evt_again' }))
      expect(await writtenBy(sent(again))).toEqual(['EVENT'])
      expect(await refunds()).toBe(1)
    },
  )

  it('R45 keeps money for finance, at its payment, that surfaces and cannot be given back', async () => {
    const { payment, event, ...request } = await surfacing()
    const [taken] = payments.intents(payment.paymentId)
    payments.dispute(taken?.id ?? '')
    expect(await writtenBy(request)).toEqual(['AUDIT', 'EVENT', 'PAYMENT', 'PAYMENT-LISTING'])
    const after = await arrange.storedPayment(payment)
    expect(after).toMatchObject({ state: 'failed', surfaced: { providerIntent: taken?.id } })
    expect(after).not.toHaveProperty('surfaced.providerRefund')
    expect(outcomes()).toEqual(['payment-refund-failed', 'done'])
    expect(alarmed()).toEqual([payment.paymentId])
    const again = signed(JSON.stringify({ ...JSON.parse(event.body), id: 'evt_again' }))
    expect(await writtenBy(sent(again))).toEqual(['EVENT'])
  })

  it.each([
    ['succeeded', ['EVENT'], 0],
    ['failed', ['AUDIT', 'EVENT', 'PAYMENT', 'PAYMENT-LISTING'], 1],
  ] as const)(
    'R45 decides anew where the payment has %s between the reads of it and of its account',
    async (state, written, refunded) => {
      const { payment, ...request } = await charged({ pending: 'change' })
      const intent = payments.intents(payment.paymentId)[0]?.id ?? ''
      const { table: present } = world
      let afterRecording = new Set(table.items())
      vi.spyOn(world, 'table', 'get').mockReturnValueOnce({
        ...present,
        read: async (keys) => {
          if (keys.some(({ pk }) => pk.startsWith('BILLING#')) && (await isPending(payment))) {
            await arrange.recorded(
              payment,
              state === 'failed' ? { outcome: state } : { outcome: state, intent },
            )
            afterRecording = new Set(table.items())
          }
          return present.read(keys)
        },
      })
      expect(await receive(request)).toBe(200)
      const partitions = table
        .items()
        .flatMap((item) => (afterRecording.has(item) ? [] : item.pk.split('#')[0]))
      expect([...new Set(partitions)].sort()).toEqual(written)
      expect(outcomes().at(-1)).toBe('done')
      expect(await refunds()).toBe(refunded)
    },
  )

  it('R45 asks for the event again where nobody knows whether money was given back', async () => {
    const { payment, ...request } = await surfacing()
    const { table: present } = world
    const before = table.items()
    const reading = vi.spyOn(world, 'table', 'get').mockReturnValue({
      ...present,
      read: async (keys) => {
        if (keys.some(({ pk }) => pk.startsWith('PAYMENT#'))) payments.fail({ fault: 'lost-after', times: 2 })
        return present.read(keys)
      },
    })
    expect(await receive(request)).toBe(503)
    expect(table.items()).toEqual(before)
    reading.mockReturnValue(present)
    expect(await receive(request)).toBe(200)
    expect(await arrange.storedPayment(payment)).toHaveProperty('surfaced')
    expect(await refunds()).toBe(1)
  })

  it.each<[string, Parameters<typeof unmatched>[0]]>([
    ['a payment that is not known', { paymentId: MISSING }],
    ['another customer', { customerId: 'cus_01JBT0Y6Z2H8M4QK9S5V7W3XRA' }],
    ['another amount', { amount: 1_234 }],
  ])('R45 keeps an intent of %s for finance, and changes nothing', async (_what, other) => {
    const { payment, ...request } = await unmatched(other)
    expect(await writtenBy(request)).toEqual(['EVENT'])
    expect(table.items().find(({ pk }) => pk.startsWith('EVENT#'))).toMatchObject({
      listingPk: 'UNMATCHED-PAYMENTS',
      unmatched: {
        paymentId: payment.paymentId,
        customerId: payment.customerId,
        amount: payment.charge,
        currency: 'usd',
        state: 'succeeded',
        ...other,
      },
    })
    expect(outcomes()).toEqual(['payment-unmatched', 'done'])
    expect(alarmed()).toEqual([other.paymentId ?? payment.paymentId])
    expect(await writtenBy(request)).toEqual([])
  })

  it.each(['processing', 'requires_action'] as const)(
    'R45 keeps an intent that fits no payment and is %s, and calls and lists nothing, as it took no money',
    async (status) => {
      const { payment, ...request } = await unmatched({ amount: 1_234 })
      payments.reopen(payments.intents(payment.paymentId)[0]?.id ?? '', status)
      expect(await writtenBy(request)).toEqual(['EVENT'])
      const kept = table.items().find(({ pk }) => pk.startsWith('EVENT#'))
      expect(kept).toMatchObject({ unmatched: { state: 'open' } })
      expect(kept).not.toHaveProperty('listingPk')
      expect(outcomes()).toEqual(['done'])
    },
  )

  it('R43 R45 keeps a charge to the card of another payer for finance', async () => {
    const other = await arrange.subscribed()
    const { providerCustomer, paymentMethod } = other.payment.profile
    expect(await writtenBy(await unmatched({ providerCustomer, paymentMethod }))).toEqual(['EVENT'])
    expect(outcomes()).toEqual(['payment-unmatched', 'done'])
  })

  const typed = ({ body }: SignedEvent, id: string, type: string) =>
    sent(signed(JSON.stringify({ ...JSON.parse(body), id, type })))

  it('R46 records a refund of which no answer came, once, however often it is told', async () => {
    const { payment, refund, event, ...request } = await refunding({}, { amount: 9_000 })
    expect(await writtenBy(request)).toContain('LEDGER')
    expect(await arrange.storedRefund(refund)).toMatchObject({
      state: 'succeeded',
      providerRefund: payments.refunds(payment.paymentId)[0]?.id,
      clawedBack: 1_800,
    })
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 9_000, refunding: 0 })
    expect(await writtenBy(request)).toEqual([])
    expect(await writtenBy(typed(event, 'evt_again', 'refund.updated'))).toEqual(['EVENT'])
    expect(outcomes()).toEqual(['done', 'done', 'done'])
  })

  it.each(['succeeded', 'failed'] as const)(
    'R46 asks again for the news of a refund that waits at the bank, and records that it %s',
    async (status) => {
      const { payment, refund, ...request } = await refunding({ card: 'pm_card_pendingRefund' })
      expect(await receive(request)).toBe(503)
      expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'pending' })
      const [waiting] = payments.refunds(payment.paymentId)
      const [settled] = await eventsOf(async () => payments.settleRefund(waiting?.id ?? '', status))
      expect(await receive(sent(settled))).toBe(200)
      expect(await arrange.storedRefund(refund)).toMatchObject({ state: status })
      const refunded = status === 'succeeded' ? payment.charge : 0
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded, refunding: 0 })
      expect(await writtenBy(request)).toEqual(['EVENT'])
    },
  )

  it('R46 calls finance where money came back that had gone; what was recorded stays', async () => {
    const { payment, refund, ...request } = await refunding()
    await receive(request)
    const [done] = payments.refunds(payment.paymentId)
    const [event] = await eventsOf(async () => payments.settleRefund(done?.id ?? '', 'failed'))
    expect(await writtenBy(sent(event))).toEqual(['EVENT'])
    expect(await arrange.storedRefund(refund)).toMatchObject({ state: 'succeeded' })
    expect(outcomes()).toEqual(['done', 'payment-refund-failed', 'done'])
    expect(alarmed()).toEqual([payment.paymentId])
  })

  it('R46 calls finance where a refund went through that had failed', async () => {
    const { payment, refund, ...request } = await refunding()
    await arrange.refundRecorded(refund, { outcome: 'failed' })
    expect(await writtenBy(request)).toEqual(['EVENT'])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 0 })
    expect(outcomes()).toEqual(['payment-unmatched', 'done'])
    expect(alarmed()).toEqual([payment.paymentId])
  })

  it('R46 calls finance for what was given back without the programme', async () => {
    const { payment } = await arrange.sold()
    const { providerIntent: intent, paymentId } = payment
    const refunds = {
      known: { paymentId, refundId: `rfd_${'1'.repeat(26)}` },
      elsewhere: {},
      surfaced: { paymentId },
    }
    for (const [key, metadata] of Object.entries(refunds)) {
      const [event] = await eventsOf(() =>
        client().refunds.create(
          { payment_intent: intent, amount: 100, metadata },
          { idempotencyKey: `${key} ${paymentId}` },
        ),
      )
      expect(await writtenBy(sent(event))).toEqual(key === 'surfaced' ? [] : ['EVENT'])
    }
    expect(alarmed()).toEqual([paymentId, paymentId])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 0 })
  })

  it.each([
    [undefined, 36_000, []],
    [10_000, 26_000, ['payment-unmatched']],
  ] as const)(
    'R46 a lost dispute after refunds of %s takes back what is left: %s; somebody looks at the rest: %s',
    async (given, taken, told) => {
      const { payment, event, ...request } = await disputed(given)
      expect(await writtenBy(request)).toContain('REFUND')
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000, refunding: 0 })
      const refund = table.items().find(({ pk, reason }) => pk.startsWith('REFUND#') && reason === 'dispute')
      expect(refund).toMatchObject({ state: 'succeeded', amount: taken, clawedBack: taken / 5 })
      expect(await writtenBy(request)).toEqual([])
      expect(await writtenBy(typed(event, 'evt_again', 'charge.dispute.closed'))).toEqual(['EVENT'])
      expect(outcomes()).toEqual([...told, 'done', 'done', 'done'])
    },
  )

  it('R46 a lost dispute of what was given back in full takes nothing, and somebody looks at it', async () => {
    const { payment, ...request } = await disputed(36_000)
    expect(await writtenBy(request)).toEqual(['EVENT'])
    expect(alarmed()).toEqual([payment.paymentId])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000 })
  })

  it('R46 a lost dispute is kept, and due a minute later, while another refund of the payment is open', async () => {
    const { payment, event, ...request } = await disputed()
    const refund = await arrange.refundBegun(payment, { amount: 6_000 })
    expect(await writtenBy(request)).toEqual(['DUE', 'EVENT'])
    const due = table.items().find(({ pk }) => pk.startsWith('DUE#dispute#'))
    const dueMs = toMillis(Instant.parse(due?.['dueAt'])) - toMillis(realNow())
    expect(Math.abs(dueMs - 60_000)).toBeLessThan(30_000)
    expect(await writtenBy(request)).toEqual([])
    expect(await writtenBy(typed(event, 'evt_again', 'charge.dispute.closed'))).toEqual(['DUE', 'EVENT'])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 0, refunding: 6_000 })
    await arrange.refundRecorded(refund, { outcome: 'failed' })
    expect(await writtenBy(typed(event, 'evt_late', 'charge.dispute.closed'))).toContain('REFUND')
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000, refunding: 0 })
  })

  it('R46 a lost dispute is kept while the charge of its payment is open', async () => {
    const { payment } = await charged({ pending: 'purchase' })
    const [, event] = await eventsOf(async () =>
      payments.dispute(payments.intents(payment.paymentId)[0]?.id ?? ''),
    )
    if (!event) throw new Error('The dispute was not closed')
    expect(await writtenBy(sent(event))).toEqual(['DUE', 'EVENT'])
    expect(await isPending(payment)).toBe(true)
  })

  it('R46 a dispute that is not lost, or of money that surfaced, takes nothing', async () => {
    const { payment, event, ...request } = await disputed()
    const opened = typed(event, 'evt_opened', 'charge.dispute.created')
    expect(await writtenBy(opened)).toEqual([])
    const other = await surfacing()
    const [taken] = payments.intents(other.payment.paymentId)
    const [, closed] = await eventsOf(async () => payments.dispute(taken?.id ?? ''))
    if (!closed) throw new Error('The dispute was not closed')
    expect(await writtenBy(sent(closed))).toEqual(['EVENT'])
    expect(await receive(request)).toBe(200)
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 36_000 })
  })

  it('R45 asks for the event again where the provider does not answer', async () => {
    const { payment, ...request } = await charged({ pending: 'purchase' })
    const before = table.items()
    payments.fail({ fault: 'lost-before', times: 2 })
    expect(await receive(request)).toBe(503)
    expect(table.items()).toEqual(before)
    expect(await receive(request)).toBe(200)
    expect(await arrange.storedPayment(payment)).toMatchObject({ state: 'succeeded' })
  })
})
