import { describe, expect } from 'vitest'
import { handler as change } from '../../functions/billing/change-subscription.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retry } from '../../functions/billing/retry-payments.ts'
import { chargeCard } from '../../functions/edge/charge-card.ts'
import { handler as receiving } from '../../functions/payments/receive-payment-event.ts'
import { handler as setProfile } from '../../functions/payments/set-payment-profile.ts'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import { receivePaymentEvent, setPaymentProfile } from '../../shared/payments/contract.ts'
import { day, renewing, unpaid } from '../billing/renewing.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { raced } from '../support/faults/histories.ts'
import { sent, signed } from '../support/signed-event.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { asAdmin, DECLINED, useCharging } from './charging.ts'
import { codeOf, expectOutcomes, isDone } from './outcomes.ts'

const receive = (event: SignedEvent) => call(receivePaymentEvent, receiving, undefined, {}, sent(event))

/** The same news under another id and as another type, as when events come out of order. */
const another = ({ body }: SignedEvent, id: string, type: string): SignedEvent =>
  signed(JSON.stringify({ ...JSON.parse(body), id: `evt_${id}`, type }))

describe('events of the payment provider at once', () => {
  const table = useTestTable()
  const { provider, loseAnswers, resolved, own, renewals, mailKinds } = useCharging(table)

  /** Delivers each event as it happens, twice and as its own opposite; gives what was delivered. */
  const delivering = (random: () => number) => {
    const delivered: SignedEvent[] = []
    if (random() < 0.5) provider.fail({ fault: 'event-first', times: 1 })
    else loseAnswers(random)
    provider.onEvent(async (event) => {
      const news = [event, event, another(event, 'late', 'payment_intent.payment_failed')]
      delivered.push(...news)
      await Promise.all(news.map(receive))
    })
    return delivered
  }
  /** Delivers all again, once nothing fails any more, and expects that each was kept once. */
  const settled = async (delivered: readonly SignedEvent[]): Promise<void> => {
    provider.fail({ fault: 'slow', times: 0 })
    await provider.settled()
    provider.onEvent(async () => undefined)
    for (const event of [...delivered].reverse()) expect((await receive(event)).status).toBe(200)
    await resolved()
    const kept = (await table.items()).filter(({ pk }) => pk.startsWith('EVENT#'))
    expect(kept.map(({ unmatched }) => unmatched)).toEqual(kept.map(() => undefined))
    expect(kept).toHaveLength(new Set(delivered.map(({ body }) => JSON.parse(body).id)).size)
  }

  raced(
    'R45 the answer to a purchase against its events, before it, after it and several times: one record',
    table,
    async ({ race, random }) => {
      const card = random() < 0.3 ? DECLINED : 'pm_card_visa'
      const arranged = await table.arranged(() => renewing({ card, payPeriod: 'yearly' }, day(-100)))
      const { admin, customerId, ifMatch } = await asAdmin(arranged)
      const delivered = delivering(random)
      const asked = () =>
        call(
          changeSubscription,
          change,
          admin,
          { customerId, licences: 20 },
          { idempotencyKey: 'twice', ifMatch },
        )
      const answers = await race(asked, asked)
      const isPaid = card !== DECLINED
      expectOutcomes(answers, isPaid ? [] : ['payment-declined'])
      await settled(delivered)
      const { payments, customer, billing } = await own(arranged)
      const [changed, ...more] = payments.filter(({ purpose }) => purpose === 'change')
      expect(more).toEqual([])
      if (!changed) return expect(answers.some(isDone)).toBe(false)
      expect(changed.state).toBe(isPaid ? 'succeeded' : 'declined')
      expect(customer.subscription.licences).toBe(isPaid ? 20 : 10)
      expect(billing).not.toHaveProperty('pending')
      expect((await mailKinds()).toSorted()).toEqual(
        isPaid ? ['payment-receipt', 'subscription-changed'] : ['payment-declined'],
      )
    },
  )

  raced(
    'R45 runs of the renewal against its events, before the answers and several times: one record',
    table,
    async ({ race, random }) => {
      const card = random() < 0.3 ? DECLINED : 'pm_card_visa'
      const arranged = await table.arranged(() => renewing({ card }))
      const delivered = delivering(random)
      await race(
        () => run(renew),
        () => run(renew),
      )
      await run(renew)
      await settled(delivered)
      const [renewal, ...more] = await renewals(arranged)
      expect(more).toEqual([])
      const isPaid = card !== DECLINED
      expect(renewal).toMatchObject({ state: isPaid ? 'succeeded' : 'declined' })
      expect(await mailKinds()).toEqual([isPaid ? 'payment-receipt' : 'subscription-past-due'])
    },
  )

  raced(
    'R43 R45 the news of a refused retry against a new card: the new one is tried at once',
    table,
    async ({ race, random }) => {
      const arranged = await table.arranged(() => unpaid({ card: DECLINED }))
      const { admin, customerId } = await asAdmin(arranged)
      const delivered = delivering(random)
      const profile = { customerId, cardType: 'RC', paymentMethod: 'pm_card_mastercard' }
      const [set] = await race(
        () => call(setPaymentProfile, setProfile, admin, profile, { idempotencyKey: 'card', ifMatch: '*' }),
        () => run(retry),
      )
      expectOutcomes([set], [])
      await settled(delivered)
      await run(retry)
      await resolved()
      const { billing, customer } = await own(arranged)
      const isSet = billing.profile?.brand === 'mastercard'
      if (codeOf(set) === 'done') expect(isSet).toBe(true)
      expect(customer.subscription.renewalDate === '2031-03-15').toBe(isSet)
    },
  )

  raced(
    'R45 money against the end of its payment: it is recorded, or given back, once',
    table,
    async ({ race, random }) => {
      const { payment } = await table.arranged(() => arrange.subscribed({ pending: 'change' }))
      if (payment.state !== 'pending') throw new Error('The arranged payment is closed')
      provider.onEvent(async () => undefined)
      await provider.takeEvents()
      const told: SignedEvent[] = []
      provider.onEvent(async (event) => void told.push(event))
      await chargeCard(payment)
      await provider.settled()
      const [event] = told
      if (!event) throw new Error('Nothing was reported')
      const second = another(event, 'second', 'payment_intent.succeeded')
      const ended =
        random() < 0.5
          ? ({ outcome: 'failed' } as const)
          : ({ outcome: 'declined', reason: 'declined' } as const)
      await race(
        () => receive(event),
        () => arrange.recorded(payment, ended).catch(() => undefined),
        () => receive(event),
        () => receive(second),
      )
      for (const again of [event, second]) expect((await receive(again)).status).toBe(200)
      await provider.settled()
      const refunds = told.filter(({ body }) => JSON.parse(body).type === 'refund.created')
      const closed = await arrange.storedPayment(payment)
      const items = await table.items()
      const booked = items.filter(({ pk, sk }) => pk.startsWith('LEDGER#') && sk.includes(payment.paymentId))
      if (closed.state === 'succeeded') expect([refunds, booked.length]).toEqual([[], 1])
      else {
        expect(closed).toMatchObject({
          state: ended.outcome,
          surfaced: { providerRefund: expect.stringMatching(/^re_/) },
        })
        expect([refunds.length, booked]).toEqual([1, []])
      }
    },
  )
})
