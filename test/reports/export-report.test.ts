import { expect, it } from 'vitest'
import { handler } from '../../functions/reports/export-report.ts'
import { monthOf } from '../../shared/kernel/date.ts'
import { exportReport } from '../../shared/reports/contract.ts'
import { MOST_LINES } from '../../shared/reports/export.ts'
import type { Report } from '../../shared/reports/report.ts'
import { manyLike } from '../payments/sales.ts'
import * as arrange from '../support/arrange.ts'
import { cellsOf } from '../support/csv.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { history, refundedSale } from './history.ts'
import { comesTo, eventsOf } from './recomputed.ts'

const of = (report: Report) => async () => ({ as: (await arrange.partner()).admin, input: { report } })

const decimal = (minor: number): string => (minor / 100).toFixed(2)

const reading =
  (as: arrange.Somebody) =>
  async (report: Report, query: object = {}) => {
    const { text } = await call(exportReport, handler, as, { report, ...query })
    const [heading = [], ...lines] = cellsOf(text.slice(1))
    const named = lines.map((cells) => new Map(cells.map((cell, place) => [heading[place] ?? '', cell])))
    return {
      text,
      heading,
      column: (name: string) => named.map((line) => line.get(name)),
      sum: (name: string) => decimal(named.reduce((sum, line) => sum + 100 * Number(line.get(name)), 0)),
    }
  }

describeOperation(exportReport, handler, {
  done: {
    title: 'R49 refunds as CSV: what went back is a negative number that a spreadsheet calculates with',
    arrange: async () => ({ ...(await refundedSale()), input: { report: 'refunds' as const } }),
    then: async (answer, { as, refund, payment }) => {
      expect(answer.startsWith('\uFEFFrefundId,at,paymentId,')).toBe(true)
      const { paymentId, customerId } = payment
      const { refundId } = refund
      const ids = [refundId, Object(refund).closedAt, paymentId, customerId, 'requested']
      expect(cellsOf(answer.slice(1))).toContainEqual([...ids, 'USD', '-100.00', '-125.00', '-25.00', '0.00'])
      expect(answer).not.toContain("'")
      const headers = (await call(exportReport, handler, as, { report: 'refunds' })).headers
      expect(headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="report.csv"',
      })
    },
  },
  using: [
    of('payments'),
    of('transactions'),
    of('upcoming-renewals'),
    of('new'),
    of('sales-by-month'),
    of('customer-count'),
  ],
  refuses: {
    'report-too-large': async () => {
      const { admin, payment } = await arrange.subscribed()
      await manyLike(payment, MOST_LINES, ['all'])
      return { as: admin, input: { report: 'payments' as const } }
    },
  },
  also: () => {
    const table = useMemoryTable()

    it('R47 R49 each file of money adds up to the ledger', async () => {
      const { as, partner } = await history()
      const read = reading(as)
      const events = eventsOf(table.items(), partner.partnerId)
      const { charged, refunded, revenue, list, discount, accrued, clawedBack, released, paidOut } =
        comesTo(events)
      const [sales, commission] = [await read('sales-by-month'), await read('commission-by-month')]
      expect(['list', 'discount', 'charged', 'refunded', 'revenue'].map(sales.sum)).toEqual(
        [list, discount, charged, 0 - refunded, revenue].map(decimal),
      )
      expect(['accrued', 'clawedBack', 'released', 'paidOut'].map(commission.sum)).toEqual(
        [accrued, 0 - clawedBack, released, paidOut].map(decimal),
      )
      const transactions = await read('transactions')
      expect(transactions.sum('amount')).toBe(decimal(revenue - paidOut))
      expect(transactions.sum('commission')).toBe(decimal(accrued - clawedBack))
      const payments = await read('payments', { to: '2999-01-01' })
      expect(payments.column('refunded')).toContain('-100.00')
      expect([payments.sum('refunded'), payments.sum('clawedBack')]).toEqual([
        decimal(0 - refunded),
        decimal(0 - clawedBack),
      ])
      const refunds = await read('refunds')
      expect([refunds.sum('amount'), refunds.sum('clawedBack')]).toEqual([
        decimal(0 - refunded),
        decimal(0 - clawedBack),
      ])
    })

    it('R49 every file begins with a byte order mark and a heading, also one without lines', async () => {
      const { as, now, unpaid, ended } = await history()
      const read = reading(as)
      const upcoming = await read('upcoming-renewals')
      expect(upcoming.column('renewalDate')).toEqual(upcoming.column('renewalDate').toSorted())
      const failing = await read('failing-to-renew')
      expect(failing.column('customerId')).toEqual([unpaid.customer.customerId])
      expect((await read('cancelled')).column('customerId')).toEqual([ended.customer.customerId])
      expect((await read('new')).column('plan')).toContain('standard')
      const counts = await read('customer-count')
      expect(counts.heading).toEqual(['month', 'customers', 'joined', 'left'])
      expect(counts.column('month')).toEqual([monthOf(now)])
      for (const { text } of [upcoming, failing, counts]) expect(text.startsWith('\uFEFF')).toBe(true)
      const nothing = reading((await arrange.partner()).admin)
      expect((await nothing('transactions')).column('amount')).toEqual([])
    })

    it('refuses a range that ends before it begins', async () => {
      const { admin } = await arrange.partner()
      const query = { report: 'new' as const, from: '2027-02-02', to: '2027-02-01' }
      expect(await call(exportReport, handler, admin, query)).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: '/to' }] },
      })
    })
  },
})
