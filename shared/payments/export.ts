import * as z from 'zod'
import { csvOf, type Columns } from '../kernel/csv.ts'
import { minus } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import type { PaymentView } from './payment.ts'

/** The most payments that one file holds, at most 0.5 kB each, so that it stays below the 6 MB that a function may answer. More are refused, never left out silently. */
export const MOST_EXPORTED = 5_000

export const paymentsExportTooLarge = /* @__PURE__ */ problem(
  'payments-export-too-large',
  {
    kind: 'invalid',
    title: 'There are too many payments for one file',
    advice: 'Narrow the export by days, a customer, the card type or the state.',
  },
  { mostPayments: /* @__PURE__ */ z.int() },
)

/** The columns of payments as a file; what went back is negative (R49). */
export const PAYMENT_COLUMNS: Columns<PaymentView> = {
  paymentId: ({ paymentId }) => paymentId,
  customerId: ({ customerId }) => customerId,
  createdAt: ({ createdAt }) => createdAt,
  closedAt: ({ closedAt }) => closedAt,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  purpose: ({ purpose }) => purpose,
  cardType: ({ cardType }) => cardType,
  payer: ({ payer }) => payer,
  periodStart: ({ periodStart }) => periodStart,
  currency: ({ charge }) => charge.currency,
  list: ({ list }) => list,
  discount: ({ discount }) => discount,
  charge: ({ charge }) => charge,
  commission: ({ commission }) => commission,
  refunded: ({ refunded }) => minus(refunded),
  clawedBack: ({ clawedBack }) => minus(clawedBack),
  availableAt: ({ availableAt }) => availableAt,
}

/** Payments as CSV with a heading (R49). */
export const paymentsCsv = (payments: readonly PaymentView[]): string => csvOf(PAYMENT_COLUMNS, payments)
