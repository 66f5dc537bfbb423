import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { pageInput, pageOf } from '../declaration/page.ts'
import { PaymentId } from '../kernel/id.ts'
import { paymentsExportTooLarge } from './export.ts'
import { paymentFilter } from './filter.ts'
import { paymentNotFound, PaymentState, PaymentView } from './payment.ts'
import { StaffPaymentLine } from './views.ts'

/** What a partner reads of its sales, also those to customers that it does not manage any more, or that revoked its access (R63). */
const ownSales = { allow: ['partner-admin'], surface: 'store', keptAfterRevocation: true } as const

export const listPayments = /* @__PURE__ */ operation('listPayments', () => ({
  summary: 'List the payments of your sales, newest first',
  rules: ['R44', 'R49', 'R63'],
  on: http('GET', '/payments'),
  ...ownSales,
  lists: ['paymentRow'],
  needs: ['cursors'],
  input: z.strictObject({ ...paymentFilter(), ...pageInput }),
  output: pageOf(PaymentView),
}))

export const exportPayments = /* @__PURE__ */ operation('exportPayments', () => ({
  summary: 'The payments of your sales as a CSV file, newest first',
  rules: ['R44', 'R49', 'R63'],
  on: http('GET', '/payments.csv'),
  ...ownSales,
  lists: ['paymentRow'],
  input: z.strictObject(paymentFilter()),
  produces: { 'payments.csv': 'text/csv' },
  output: z.string(),
  problems: [paymentsExportTooLarge],
}))

export const getPayment = /* @__PURE__ */ operation('getPayment', () => ({
  summary: 'Read a payment of your sales, also after the customer has moved',
  rules: ['R44', 'R63'],
  on: http('GET', '/payments/{paymentId}'),
  ...ownSales,
  reads: ['payment'],
  input: z.strictObject({ paymentId: PaymentId }),
  output: PaymentView,
  problems: [paymentNotFound],
}))

export const listStaffPayments = /* @__PURE__ */ operation('listStaffPayments', () => ({
  summary: 'List all payments, newest first, or what the provider took for payments that are not known',
  rules: ['R44', 'R45'],
  on: http('GET', '/staff/payments'),
  allow: ['finance'],
  lists: ['payment/listing', 'paymentRow/listing', 'paymentEvent/listing'],
  needs: ['cursors'],
  input: z
    .strictObject({
      ...paymentFilter(),
      state: z
        .enum([...PaymentState.options, 'unmatched'])
        .optional()
        .meta({ description: '`unmatched` is what the provider took for payments that are not known' }),
      ...pageInput,
    })
    .superRefine(({ state, cardType }, context) => {
      if (state === 'unmatched' && cardType !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['cardType'],
          message: 'must be absent, as nobody knows the card of what is unmatched',
        })
    }),
  output: pageOf(StaffPaymentLine),
}))
