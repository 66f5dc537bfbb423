import { describe, expect, it } from 'vitest'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { refundPayment } from '../../shared/payments/contract.ts'
import { refundResolveDueRecord } from '../../shared/payments/refund-records.ts'
import * as arrange from '../support/arrange.ts'
import { eventFor } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { useInterruptedFunctions } from '../support/faults/interrupted-functions.ts'
import { MOMENTS } from '../support/faults/interruption.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectClosedBooks, expectClosedRefunds, refundsIn } from './books.ts'

/** The requests of one refund to the table, from the commit of its intent on: one before the call, and four to record it. */
const REQUESTS = [3, 4, 5, 6, 7]

describe('a refund whose function is killed', () => {
  const provider = usePaymentProvider()
  const table = useTestTable()
  const functions = useInterruptedFunctions(table)

  const refunding = () =>
    table.arranged(async () => {
      const { payment, customer } = await arrange.sold({ cardType: 'CC' })
      const finance = await arrange.staff('finance')
      await arrange.bind(finance)
      const { paymentId } = payment
      const input = { paymentId, reason: 'requested', endsSubscription: true }
      const event = eventFor(refundPayment, finance, input, { idempotencyKey: 'refund' })
      return { payment, customer, refund: () => functions.invoke(refundPayment.name, event) }
    })

  /** Repeats the request under its key, looks into what is open, and expects one refund that the books know. */
  const expectOneRefund = async ({ payment, customer, refund }: Awaited<ReturnType<typeof refunding>>) => {
    expect(await refund()).toBe('done')
    const dueAt = plusMillis(realNow(), -1)
    for (const { refundId: id, state } of refundsIn(await table.items()))
      if (state === 'pending') await arrange.commit(refundResolveDueRecord.put({ id, dueAt }))
    await run(resolve)
    expect(await refund()).toBe('done')
    expect(provider.refunds(payment.paymentId)).toMatchObject([{ amount: payment.charge }])
    expect(await arrange.storedPayment(payment)).toMatchObject({ refunded: payment.charge, refunding: 0 })
    const { customer: after, billing } = await arrange.storedAccount(customer.customerId)
    expect(after.subscription.plan).toBe('free')
    expect(billing).not.toHaveProperty('ending')
    const items = await table.items()
    expectClosedBooks(items, provider.intents())
    expectClosedRefunds(items, provider.refunds())
  }

  it.each(REQUESTS.flatMap((nth) => MOMENTS.map((moment) => [nth, moment] as const)))(
    'R46 is given back once though it dies at request %i to the table, %s it',
    async (nth, moment) => {
      const asked = await refunding()
      const [outcome] = await Promise.all([
        asked.refund(),
        functions.interrupt({ nth, moment, act: () => functions.kill() }),
      ])
      expect(outcome).toBe('killed')
      await expectOneRefund(asked)
    },
  )

  it('R46 is given back once though it dies while the provider answers', async () => {
    const asked = await refunding()
    provider.onEvent(() => functions.kill())
    provider.fail({ fault: 'event-first', times: 1 })
    expect(await asked.refund()).toBe('killed')
    provider.onEvent(() => Promise.resolve())
    await expectOneRefund(asked)
  })
})
