import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handler as report } from '../../functions/reports/get-report.ts'
import { handler as overview } from '../../functions/reports/get-sales-overview.ts'
import { monthOf } from '../../shared/kernel/date.ts'
import type { PaymentIn } from '../../shared/payments/payment.ts'
import { getReport, getSalesOverview } from '../../shared/reports/contract.ts'
import type { Report } from '../../shared/reports/report.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { comesTo, eventsOf, usd } from './recomputed.ts'

const Step = fc.oneof(
  fc.record({ act: fc.constant('sell' as const), cardType: fc.constantFrom('CC' as const, 'RC' as const) }),
  fc.record({
    act: fc.constant('refund' as const),
    of: fc.nat(),
    cents: fc.integer({ min: 1, max: 20_000 }),
  }),
  fc.record({ act: fc.constant('earn' as const), cents: fc.integer({ min: 10, max: 300 }) }),
  fc.record({ act: fc.constant('pay-out' as const) }),
  fc.record({ act: fc.constant('leave' as const), of: fc.nat() }),
  fc.record({ act: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 45 }) }),
)
type Step = typeof Step extends fc.Arbitrary<infer One> ? One : never

/** Lets a partner live through some steps; nothing is paid out while a claw-back is outstanding. */
const live = async (
  of: Awaited<ReturnType<typeof arrange.partner>>,
  steps: readonly Step[],
  available: () => number,
) => {
  const sales: Pick<PaymentIn<'succeeded'>, 'paymentId' | 'customerId'>[] = []
  const gone = new Set<string>()
  const picked = (place: number) => sales[place % Math.max(sales.length, 1)]
  for (const step of steps)
    switch (step.act) {
      case 'sell':
        sales.push((await arrange.subscribed({ of, cardType: step.cardType, licences: 7 })).payment)
        break
      case 'earn':
        sales.push(await arrange.available(of, step.cents * 80))
        break
      case 'pay-out':
        if (available() >= 0) sales.push((await arrange.payout({ of, state: 'paid' })).sale)
        break
      case 'refund': {
        const sale = picked(step.of)
        const payment = sale && (await arrange.paidPayment(sale))
        const left = payment ? payment.charge - payment.refunded : 0
        if (payment && left > 0) await arrange.refunded(payment, { amount: Math.min(step.cents, left) })
        break
      }
      case 'leave': {
        const customerId = picked(step.of)?.customerId
        if (customerId && !gone.has(customerId)) await arrange.moveCustomer(customerId)
        if (customerId) gone.add(customerId)
        break
      }
      case 'wait':
        await arrange.advanceClock(`P${step.days}D`)
    }
  return { customers: new Set(sales.map(({ customerId }) => customerId)).size - gone.size }
}

describe('reports of any history', () => {
  const table = useMemoryTable()

  it('R47 R49 the overview and every report add up to the ledger, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 5, maxLength: 9 }), async (steps) => {
        const of = await arrange.partner()
        const ownEvents = () => eventsOf(table.items(), of.partner.partnerId)
        const { customers } = await live(of, steps, () => comesTo(ownEvents()).available)
        const events = ownEvents()
        const whole = comesTo(events)
        const { body } = await call(getSalesOverview, overview, of.admin, {})
        const amounts = ['revenue', 'held', 'available', 'paidOut'] as const
        expect(body).toMatchObject({
          customers,
          ...Object.fromEntries(amounts.map((name) => [name, usd(whole[name])])),
        })
        const sum = (items: readonly object[], name: string): number =>
          items.reduce((total, item) => total + Number(Object(Object(item)[name]).minor), 0)
        const read = async (name: Report): Promise<object[]> => {
          const asked = await call(getReport, report, of.admin, { report: name, limit: 100 })
          expect(asked.body).not.toHaveProperty('nextCursor')
          return Object.values(Object(asked.body['items']))
        }
        const months: object[] = Object.values(Object(body['byMonth']))
        expect([sum(months, 'revenue'), sum(months, 'commission')]).toEqual([whole.revenue, whole.commission])
        const last = months.at(-1)
        if (last) expect(last).toMatchObject({ month: monthOf(await arrange.now()), customers })
        const adds = async (name: Report, columns: readonly (keyof typeof whole)[]) => {
          const items = await read(name)
          expect(columns.map((column) => [name, column, sum(items, column)])).toEqual(
            columns.map((column) => [name, column, whole[column]]),
          )
        }
        await adds('sales-by-month', ['list', 'discount', 'charged', 'refunded', 'revenue'])
        await adds('commission-by-month', ['accrued', 'clawedBack', 'released', 'paidOut'])
        await adds('transactions', ['list', 'discount', 'commission'])
        await adds('refunds', ['clawedBack'])
        await adds('payments', ['refunded', 'clawedBack'])
        const transactions = await read('transactions')
        expect(sum(transactions, 'amount')).toBe(whole.revenue - whole.paidOut)
        expect(sum(await read('payments'), 'charge')).toBe(whole.charged)
      }),
      { numRuns: 20, seed: 49 },
    )
  })
})
