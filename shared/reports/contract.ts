import * as z from 'zod'
import { http, inStore, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { days, inOrder } from '../kernel/days.ts'
import { PaymentView } from '../payments/payment.ts'
import { reportTooLarge } from './export.ts'
import { CommissionMonth, CustomerCount, SalesMonth } from './months.ts'
import { SalesOverview } from './overview.ts'
import { RefundLine, RenewalLine, Report, SubscriptionLine } from './report.ts'
import { TransactionLine } from './transaction.ts'

/** What is asked of a report; those by month count the whole months that the days are in. */
const reportInput = () => ({
  report: Report,
  ...days('Lines, by month those of the whole month,'),
})

/** A page of a report that has such lines. */
const reportOf = <const R extends Report, Line extends z.ZodType>(report: R, line: Line) =>
  z.strictObject({ report: z.literal(report), ...pageOf(line).shape })

/** What the reports read: each one partition of the partner. */
const lists = [
  'paymentRow',
  'ledgerEvent',
  'customerRow/listing',
  'subscriptionEvent',
  'refund/listing',
  'ledgerMonth',
  'customerMonth',
] as const

export const getSalesOverview = /* @__PURE__ */ operation('getSalesOverview', () => ({
  summary: 'Your sales and commission over all customers, by month in UTC',
  rules: ['R47', 'R49', 'R63'],
  on: http('GET', '/reports/overview'),
  ...inStore,
  lists: ['ledgerMonth', 'customerMonth'],
  input: z.strictObject(days('Whole months: what is counted is all of the month,')).superRefine(inOrder),
  output: SalesOverview,
}))

export const getReport = /* @__PURE__ */ operation('getReport', () => ({
  summary: 'Read a report of your sales: facts newest first, renewals and months in their order',
  rules: ['R49', 'R63'],
  on: http('GET', '/reports/{report}'),
  ...inStore,
  lists,
  needs: ['cursors'],
  input: z.strictObject({ ...reportInput(), ...pageInput }).superRefine(inOrder),
  output: z.discriminatedUnion('report', [
    reportOf('payments', PaymentView),
    reportOf('transactions', TransactionLine),
    reportOf('upcoming-renewals', RenewalLine),
    reportOf('failing-to-renew', RenewalLine),
    reportOf('new', SubscriptionLine),
    reportOf('cancelled', SubscriptionLine),
    reportOf('refunds', RefundLine),
    reportOf('sales-by-month', SalesMonth),
    reportOf('customer-count', CustomerCount),
    reportOf('commission-by-month', CommissionMonth),
  ]),
}))

export const exportReport = /* @__PURE__ */ operation('exportReport', () => ({
  summary: 'A whole report of your sales as a CSV file, in the same order',
  rules: ['R49', 'R63'],
  on: http('GET', '/reports/{report}/report.csv'),
  ...inStore,
  lists,
  input: z.strictObject(reportInput()).superRefine(inOrder),
  produces: { 'report.csv': 'text/csv' },
  output: z.string(),
  problems: [reportTooLarge],
}))
