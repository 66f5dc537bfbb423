import { describe, expect, it } from 'vitest'
import { handler as resolve } from '../../functions/payments/resolve-payments.ts'
import { realNow } from '../../functions/outside/real-now.ts'
import { changeSubscription } from '../../shared/billing/contract.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import { paymentResolveDueRecord } from '../../shared/payments/records.ts'
import * as arrange from '../support/arrange.ts'
import { eventFor } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { useInterruptedFunctions } from '../support/faults/interrupted-functions.ts'
import { MOMENTS } from '../support/faults/interruption.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { expectClosedBooks } from './books.ts'

/** The requests of one purchase to the table: two before the call, and three to record it. */
const REQUESTS = [1, 2, 3, 4, 5]

describe('a purchase whose function is killed', () => {
  const provider = usePaymentProvider()
  const table = useTestTable()
  const functions = useInterruptedFunctions(table)

  const buying = () =>
    table.arranged(async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      const { customerId } = customer
      const { billing } = await arrange.withCard(customer)
      await arrange.bind(admin)
      const event = eventFor(
        changeSubscription,
        admin,
        { customerId, plan: 'standard', licences: 10 },
        { idempotencyKey: 'buy', ifMatch: `"${billing?.version ?? 0}"` },
      )
      return { customerId, buy: () => functions.invoke(changeSubscription.name, event) }
    })

  /** Repeats the request under its key, looks into what is open, and expects one charge that the books know. */
  const expectOneCharge = async ({ customerId, buy }: Awaited<ReturnType<typeof buying>>) => {
    expect(await buy()).toBe('done')
    const { billing: open } = await arrange.storedAccount(customerId)
    if (open?.pending) {
      const dueAt = plusMillis(realNow(), -1)
      await arrange.commit(paymentResolveDueRecord.put({ id: open.pending.paymentId, dueAt }))
    }
    await run(resolve)
    expect(await buy()).toBe('done')
    const charges = provider.intents().filter(({ metadata }) => metadata['customerId'] === customerId)
    expect(charges).toMatchObject([{ status: 'succeeded', amount_received: 28_800 }])
    const { customer, billing } = await arrange.storedAccount(customerId)
    expect(customer.subscription).toMatchObject({ plan: 'standard', licences: 10 })
    expect(billing).not.toHaveProperty('pending')
    expectClosedBooks(await table.items(), provider.intents())
  }

  it.each(REQUESTS.flatMap((nth) => MOMENTS.map((moment) => [nth, moment] as const)))(
    'R45 is charged once though it dies at request %i to the table, %s it',
    async (nth, moment) => {
      const purchase = await buying()
      const [outcome] = await Promise.all([
        purchase.buy(),
        functions.interrupt({ nth, moment, act: () => functions.kill() }),
      ])
      expect(outcome).toBe('killed')
      await expectOneCharge(purchase)
    },
  )

  it('R45 is charged once though it dies while the provider answers', async () => {
    const purchase = await buying()
    provider.onEvent(() => functions.kill())
    provider.fail({ fault: 'event-first', times: 1 })
    expect(await purchase.buy()).toBe('killed')
    provider.onEvent(() => Promise.resolve())
    await expectOneCharge(purchase)
  })
})
