import type { Columns } from '../kernel/csv.ts'
import { minus } from '../kernel/money.ts'
import type { CommissionMonth, CustomerCount, SalesMonth } from './months.ts'
import type { RefundLine, RenewalLine, SubscriptionLine } from './report.ts'
import type { TransactionLine } from './transaction.ts'

/** Transactions as a file; amounts are signed as they are. */
export const TRANSACTION_COLUMNS: Columns<TransactionLine> = {
  transactionId: ({ transactionId }) => transactionId,
  at: ({ at }) => at,
  kind: ({ kind }) => kind,
  customerId: ({ customerId }) => customerId,
  paymentId: ({ paymentId }) => paymentId,
  refundId: ({ refundId }) => refundId,
  payoutId: ({ payoutId }) => payoutId,
  currency: ({ amount }) => amount.currency,
  list: ({ list }) => list,
  discount: ({ discount }) => discount,
  amount: ({ amount }) => amount,
  commission: ({ commission }) => commission,
}

/** Renewals as a file; names of organisations are free text. */
export const RENEWAL_COLUMNS: Columns<RenewalLine> = {
  customerId: ({ customerId }) => customerId,
  organizationName: ({ organizationName }) => organizationName,
  domain: ({ domain }) => domain,
  plan: ({ plan }) => plan,
  licences: ({ licences }) => licences,
  payPeriod: ({ payPeriod }) => payPeriod,
  renewalDate: ({ renewalDate }) => renewalDate,
  cardType: ({ cardType }) => cardType,
}

/** The begin and end of subscriptions as a file. */
export const SUBSCRIPTION_COLUMNS: Columns<SubscriptionLine> = {
  at: ({ at }) => at,
  customerId: ({ customerId }) => customerId,
  domain: ({ domain }) => domain,
  plan: ({ plan }) => plan,
  licences: ({ licences }) => licences,
  payPeriod: ({ payPeriod }) => payPeriod,
  reason: ({ reason }) => reason,
}

/** Refunds as a file, in which what went back is negative. */
export const REFUND_COLUMNS: Columns<RefundLine> = {
  refundId: ({ refundId }) => refundId,
  at: ({ at }) => at,
  paymentId: ({ paymentId }) => paymentId,
  customerId: ({ customerId }) => customerId,
  reason: ({ reason }) => reason,
  currency: ({ amount }) => amount.currency,
  amount: ({ amount }) => minus(amount),
  list: ({ list }) => minus(list),
  discount: ({ discount }) => minus(discount),
  clawedBack: ({ clawedBack }) => minus(clawedBack),
}

/** Sales by month as a file, in which what went back is negative. */
export const SALES_COLUMNS: Columns<SalesMonth> = {
  month: ({ month }) => month,
  currency: ({ revenue }) => revenue.currency,
  list: ({ list }) => list,
  discount: ({ discount }) => discount,
  charged: ({ charged }) => charged,
  refunded: ({ refunded }) => minus(refunded),
  revenue: ({ revenue }) => revenue,
}

/** The count of customers as a file. */
export const CUSTOMER_COLUMNS: Columns<CustomerCount> = {
  month: ({ month }) => month,
  customers: ({ customers }) => customers,
  joined: ({ joined }) => joined,
  left: ({ left }) => left,
}

/** Commission by month as a file, in which what went back is negative. */
export const COMMISSION_COLUMNS: Columns<CommissionMonth> = {
  month: ({ month }) => month,
  currency: ({ accrued }) => accrued.currency,
  accrued: ({ accrued }) => accrued,
  clawedBack: ({ clawedBack }) => minus(clawedBack),
  released: ({ released }) => released,
  paidOut: ({ paidOut }) => paidOut,
}
