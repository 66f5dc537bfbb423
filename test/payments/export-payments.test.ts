import { expect, it } from 'vitest'
import { handler } from '../../functions/payments/export-payments.ts'
import { exportPayments } from '../../shared/payments/contract.ts'
import { MOST_EXPORTED } from '../../shared/payments/export.ts'
import * as arrange from '../support/arrange.ts'
import { cellsOf } from '../support/csv.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { manyLike, sales } from './sales.ts'

const HEADING = [
  'paymentId',
  'customerId',
  'createdAt',
  'closedAt',
  'state',
  'reason',
  'purpose',
  'cardType',
  'payer',
  'periodStart',
  'currency',
  'list',
  'discount',
  'charge',
  'commission',
  'refunded',
  'clawedBack',
  'availableAt',
]

const selling = async () => {
  const { admin, customer, payment } = await arrange.subscribed()
  return { as: admin, input: {}, customer, payment }
}

describeOperation(exportPayments, handler, {
  done: {
    title: 'R49 writes its own sales as CSV, with amounts that a spreadsheet calculates with',
    arrange: selling,
    then: async (answer, { as, payment }) => {
      expect(answer.startsWith('\uFEFFpaymentId,')).toBe(true)
      if (payment.state !== 'succeeded') throw new Error('The arranged payment did not succeed')
      const { paymentId, customerId, createdAt, closedAt, periodStart } = payment
      const instants = [createdAt, closedAt, 'succeeded', '', 'purchase', 'RC', 'partner', periodStart]
      expect(cellsOf(answer.slice(1))).toEqual([
        HEADING,
        [paymentId, customerId, ...instants, 'USD', '360.00', '72.00', '288.00', '0.00', '0.00', '0.00', ''],
      ])
      expect((await call(exportPayments, handler, as, {})).headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="payments.csv"',
      })
      expect(await call(exportPayments, handler, as, { limit: 5 })).toMatchObject({ status: 400 })
    },
  },
  refuses: {
    'payments-export-too-large': async () => {
      const { as, payment } = await selling()
      await manyLike(payment, MOST_EXPORTED, ['all'])
      return { as, input: {} }
    },
  },
  also: (table) => {
    it('R46 R49 what refunds gave back and took back is negative', async () => {
      const { admin, payment } = await table.arranged(async () => {
        const sold = await arrange.subscribed({ cardType: 'CC' })
        await arrange.refunded(sold.payment, { amount: 1_234 })
        return sold
      })
      const [, line = []] = cellsOf((await call(exportPayments, handler, admin, {})).text.slice(1))
      expect(line.slice(0, 1)).toEqual([payment.paymentId])
      expect(line.slice(-6)).toEqual([
        '0.00',
        '360.00',
        '72.00',
        '-12.34',
        '-2.47',
        expect.stringContaining('T'),
      ])
    })

    it('refuses a range that ends before it begins', async () => {
      const { admin } = await table.arranged(() => arrange.partner())
      const query = { from: '2027-02-02', to: '2027-02-01' }
      expect(await call(exportPayments, handler, admin, query)).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: '/to' }] },
      })
    })

    it('R49 R63 newest first, by day, card type, state and customer, none of other partners', async () => {
      const made = await table.arranged(sales)
      const { seller, other, onOwnCard, moved, ofOther, declined, revoked, open, day } = made
      const exported = async (query: object, by = seller.admin) =>
        cellsOf((await call(exportPayments, handler, by, { ...query })).text.slice(1))
          .slice(1)
          .map(([paymentId]) => paymentId)
      const idsOf = (...of: { payment: { paymentId: string } }[]) =>
        of.map(({ payment }) => payment.paymentId)
      expect(await exported({})).toEqual(idsOf(open, revoked, declined, moved, onOwnCard))
      expect(await exported({ cardType: 'CC' })).toEqual(idsOf(declined, moved))
      expect(await exported({ state: 'pending' })).toEqual(idsOf(open))
      expect(await exported({ from: day(10), to: day(5) })).toEqual(idsOf(declined, moved))
      const { customerId } = moved.customer
      expect(await exported({ customerId })).toEqual(idsOf(moved))
      expect(await exported({ customerId }, other.admin)).toEqual([ofOther.paymentId])
      expect(await exported({}, (await arrange.partner()).admin)).toEqual([])
    })
  },
})
