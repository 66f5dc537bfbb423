import { describe, expect, vi } from 'vitest'
import { handler as receiving } from '../../functions/payments/receive-payment-event.ts'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import type { SignedEvent } from '../../local/payment-provider/deliveries.ts'
import { receivePaymentEvent } from '../../shared/payments/contract.ts'
import { disputeDueRecord, refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { fewerHistories, raced } from '../support/faults/histories.ts'
import { sent, signed } from '../support/signed-event.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectOutcomes } from './outcomes.ts'
import { NOTHING_LEFT, useRefunding } from './refunding.ts'

describe('refunds at once', () => {
  const table = useTestTable()
  const { provider, loseAnswers, resolved, own, mailKinds, selling, refund, made, total } =
    useRefunding(table)

  raced(
    'R46 two refunds of one payment: never more than it charged goes back, and commission in proportion',
    table,
    async ({ race, random }) => {
      const sold = await selling()
      const [one, other] = [3_000, random() < 0.5 ? 1_000 : 1_001] as const
      loseAnswers(random)
      const answers = await race(
        () => refund(sold, { amount: one }, 'one'),
        () => refund(sold, { amount: other }, 'other'),
        () => run(resolve),
      )
      expectOutcomes([answers[0], answers[1]], NOTHING_LEFT)
      await resolved()
      const refunded = await total()
      expect(refunded).toBeLessThanOrEqual(4_000)
      expect(await arrange.storedPayment(sold.payment)).toMatchObject({ refunded, refunding: 0 })
      const { balances } = await own(sold)
      expect(balances).toMatchObject([{ cash: 4_000 - refunded, commission: 800 - Math.round(refunded / 5) }])
      expect((await mailKinds()).filter((kind) => kind === 'payment-refunded')).toHaveLength(
        (await made()).length,
      )
    },
  )

  raced(
    'R46 one request for a refund that comes several times at once: one refund, and later the same answer',
    table,
    async ({ race, random }) => {
      const sold = await selling()
      loseAnswers(random)
      const asked = () => refund(sold, { amount: 1_500 }, 'same')
      const answers = await race(asked, asked, asked)
      expectOutcomes(answers, [])
      await resolved()
      const again = await asked()
      expect(again).toMatchObject({ status: 201, body: { state: 'succeeded', clawedBack: { minor: 300 } } })
      expect(await total()).toBe(1_500)
      expect(provider.refunds(sold.payment.paymentId)).toHaveLength(1)
      expect((await mailKinds()).toSorted()).toEqual(['commission-clawed-back', 'payment-refunded'])
    },
  )

  raced(
    'R46 a dispute that is lost against a refund and its events: what is left is taken once, whichever comes first',
    table,
    async ({ race, random }) => {
      const sold = await selling()
      await provider.takeEvents()
      const told: SignedEvent[] = []
      provider.onEvent(async (event) => {
        told.push(event)
        await call(receivePaymentEvent, receiving, undefined, {}, sent(event))
      })
      const amount = random() < 0.5 ? 1_500 : 4_000
      loseAnswers(random)
      const [answer] = await race(
        () => refund(sold, { amount }, 'refund'),
        async () => provider.dispute(sold.payment.providerIntent),
      )
      expectOutcomes([answer], [...NOTHING_LEFT, 'refund-failed'])
      await provider.settled()
      await resolved()
      for (const event of [...told, ...told])
        expect((await call(receivePaymentEvent, receiving, undefined, {}, sent(event))).status).toBe(200)
      await resolved()
      provider.onEvent(async () => undefined)
      expect(await total()).toBe(4_000)
      expect(await arrange.storedPayment(sold.payment)).toMatchObject({ refunded: 4_000, refunding: 0 })
      const { balances, billing } = await own(sold)
      expect(balances).toMatchObject([{ cash: 0, sales: 0, commission: 0, held: 0 }])
      expect(Object.values(billing.revenues)).toEqual([0])
    },
  )

  raced(
    'R46 a lost dispute that waits for a refund, its events and two jobs at once: one refund of what is left',
    table,
    async ({ race, random }) => {
      const { payment, ...sold } = await selling()
      const refund = await table.arranged(() => arrange.refundBegun(payment, { amount: 1_500 }))
      const hasGone = random() < 0.5
      if (hasGone) await arrange.refundAsked(refund)
      await provider.settled()
      const told: SignedEvent[] = []
      provider.onEvent(async (event) => void told.push(event))
      provider.dispute(payment.providerIntent)
      await provider.settled()
      const [, closed] = told
      if (!closed) throw new Error('The dispute was not closed')
      const receive = (event: SignedEvent) => call(receivePaymentEvent, receiving, undefined, {}, sent(event))
      const again = signed(JSON.stringify({ ...JSON.parse(closed.body), id: 'evt_again' }))
      expect((await receive(closed)).status).toBe(200)
      const dueAt = plusMillis(realNow(), -1)
      const dispute = JSON.parse(closed.body).data.object.id
      await arrange.commit(
        refundResolveDueRecord.put({ id: refund.refundId, dueAt }),
        disputeDueRecord.put({ id: dispute, dueAt }),
      )
      const log = vi.mocked(console.log).mockClear()
      await race(
        () => run(resolve),
        () => run(resolve),
        () => receive(closed),
        () => receive(again),
      )
      await resolved()
      for (const event of [closed, again]) expect((await receive(event)).status).toBe(200)
      await resolved()
      if (!hasGone) expect(log.mock.calls.flat().join()).not.toContain('payment-unmatched')
      const amounts = hasGone ? [1_500, 2_500] : [4_000]
      expect((await made()).map(({ amount }) => amount).toSorted((one, other) => one - other)).toEqual(
        amounts,
      )
      expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: 4_000, refunding: 0 })
      expect((await own(sold)).balances).toMatchObject([{ cash: 0, sales: 0, commission: 0, held: 0 }])
      expect((await table.items()).filter(({ pk }) => pk.startsWith('DUE#dispute#'))).toEqual([])
    },
    fewerHistories(5),
  )
})
