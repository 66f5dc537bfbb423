import { subscriptionEventRecord } from '../../shared/billing/records.ts'
import { subscriptionEvents, type SubscriptionEvent } from '../../shared/billing/subscription-event.ts'
import {
  customerRowRecord,
  subscriptionPlace,
  subscriptionsPartition,
  type CustomerRow,
} from '../../shared/customers/records.ts'
import { csvOf, type Columns } from '../../shared/kernel/csv.ts'
import { boundsOf, type Range } from '../../shared/kernel/days.ts'
import type { PartnerId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { ledgerEventRecord, ledgerPartition } from '../../shared/ledger/records.ts'
import { PAYMENT_COLUMNS } from '../../shared/payments/export.ts'
import { paymentRowRecord, salesPartition } from '../../shared/payments/records.ts'
import { refundPlace, refundRecord, refundsPartition } from '../../shared/payments/refund-records.ts'
import { listedPayment } from '../../shared/payments/views.ts'
import {
  COMMISSION_COLUMNS,
  CUSTOMER_COLUMNS,
  REFUND_COLUMNS,
  RENEWAL_COLUMNS,
  SALES_COLUMNS,
  SUBSCRIPTION_COLUMNS,
  TRANSACTION_COLUMNS,
} from '../../shared/reports/columns.ts'
import { MOST_LINES, reportTooLarge } from '../../shared/reports/export.ts'
import { commissionByMonth, customerCounts, monthsOf, salesByMonth } from '../../shared/reports/months.ts'
import {
  isFailing,
  isGivenBack,
  isUpcoming,
  refundLine,
  renewalLine,
  subscriptionLine,
  type RenewalLine,
  type Report,
  type SubscriptionLine,
} from '../../shared/reports/report.ts'
import { movesMoney, transactionLine } from '../../shared/reports/transaction.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { LookUp } from '../../shared/table/record.ts'
import type { Position, Query } from '../../shared/table/table.ts'
import { exportedRows } from './exported-rows.ts'
import { customerMonths, ledgerMonths } from './month-facts.ts'
import { passingPage } from './passing-page.ts'

const CURRENCY = 'USD'

/** What the reports are made of. */
type Kinds =
  | 'paymentRow'
  | 'ledgerEvent'
  | 'customerRow'
  | 'subscriptionEvent'
  | 'refund'
  | 'ledgerMonth'
  | 'customerMonth'

interface Asked extends Range, Pick<ItemReader<never, Kinds>, 'page'> {
  readonly partnerId: PartnerId
  readonly now: Instant
}

/** Where a page begins, and how long it is. */
type Opened = Pick<Query, 'limit' | 'after'>
/** What an answer says of where it goes on. */
type Next = (position: Position | undefined) => { readonly nextCursor?: string }

/** The rows of a report: where they are, which of them count, and what each says. */
interface Rows<Item, Line> {
  readonly query: Omit<Query, 'limit' | 'after'>
  readonly passes?: ((item: Item) => boolean) | undefined
  readonly positionOf: (item: Item) => Position
  readonly lineOf: (item: Item) => Line
  readonly columns: Columns<Line>
}

const ofRows =
  <const R extends Report, K extends Kinds, Item, Line>(
    report: R,
    record: LookUp<K, Item, never>,
    rowsOf: (asked: Asked) => Rows<Item, Line>,
  ) =>
  (asked: Asked) => {
    const { query, passes, positionOf, lineOf, columns } = rowsOf(asked)
    const bounded = { ...query, ...boundsOf(asked) }
    return {
      paged: async (opened: Opened, next: Next) => {
        const { items, after } = await passingPage(
          asked,
          record,
          { ...bounded, ...opened },
          { passes, positionOf },
        )
        return { report, items: items.map(lineOf), ...next(after) }
      },
      file: async (): Promise<string> => {
        const lines = await exportedRows(asked, record, bounded, {
          linesOf: (items) => items.filter(passes ?? (() => true)).map(lineOf),
          mostLines: MOST_LINES,
          tooLarge: () => reportTooLarge({ mostLines: MOST_LINES }),
        })
        return csvOf(columns, lines)
      },
    }
  }

const ofMonths =
  <const R extends Report, Line extends { readonly month: string }>(
    report: R,
    columns: Columns<Line>,
    linesOf: (asked: Asked) => Promise<Line[]>,
  ) =>
  (asked: Asked) => ({
    paged: async ({ limit, after }: Opened, next: Next) => {
      const lines = await linesOf(asked)
      const left = lines.filter(({ month }) => month > (after?.['month'] ?? ''))
      const items = left.slice(0, limit)
      const month = items.at(-1)?.month
      return { report, items, ...next(left.length > limit && month !== undefined ? { month } : undefined) }
    },
    file: async (): Promise<string> => csvOf(columns, await linesOf(asked)),
  })

const renewals =
  (standing: 'active' | 'past-due', passes: (row: CustomerRow, asked: Asked) => boolean) =>
  (asked: Asked): Rows<CustomerRow, RenewalLine> => ({
    query: {
      index: 'listing',
      partition: subscriptionsPartition(asked.partnerId, standing),
      newestFirst: false,
    },
    passes: (row) => passes(row, asked),
    positionOf: (row) => ({ ...customerRowRecord.key(row), ...subscriptionPlace(row) }),
    lineOf: renewalLine,
    columns: RENEWAL_COLUMNS,
  })

const subscriptions =
  (what: 'new' | 'cancelled') =>
  ({ partnerId }: Asked): Rows<SubscriptionEvent, SubscriptionLine> => ({
    query: { partition: subscriptionEvents(partnerId, what), newestFirst: true },
    positionOf: (event) => ({ ...subscriptionEventRecord.key(event) }),
    lineOf: subscriptionLine,
    columns: SUBSCRIPTION_COLUMNS,
  })

/** Every report by its name: a page of it, and the whole of it as a file (R49). */
export const reports = {
  payments: ofRows('payments', paymentRowRecord, ({ partnerId }) => ({
    query: { partition: salesPartition({ partnerId }), newestFirst: true },
    positionOf: (row) => ({ ...paymentRowRecord.key(row) }),
    lineOf: listedPayment,
    columns: PAYMENT_COLUMNS,
  })),
  transactions: ofRows('transactions', ledgerEventRecord, ({ partnerId }) => ({
    query: { partition: ledgerPartition(partnerId), newestFirst: true },
    passes: movesMoney,
    positionOf: (event) => ({ ...ledgerEventRecord.key(event) }),
    lineOf: transactionLine,
    columns: TRANSACTION_COLUMNS,
  })),
  'upcoming-renewals': ofRows(
    'upcoming-renewals',
    customerRowRecord,
    renewals('active', (row, { from, now }) => isUpcoming(row, from, now)),
  ),
  'failing-to-renew': ofRows(
    'failing-to-renew',
    customerRowRecord,
    renewals('past-due', (row, { now }) => isFailing(row, now)),
  ),
  new: ofRows('new', subscriptionEventRecord, subscriptions('new')),
  cancelled: ofRows('cancelled', subscriptionEventRecord, subscriptions('cancelled')),
  refunds: ofRows('refunds', refundRecord, ({ partnerId }) => ({
    query: { index: 'listing', partition: refundsPartition(partnerId), newestFirst: true },
    passes: isGivenBack,
    positionOf: (refund) => ({
      ...refundRecord.key(refund),
      listingPk: refundsPartition(partnerId),
      listingSk: isGivenBack(refund) ? refundPlace(refund) : '',
    }),
    lineOf: refundLine,
    columns: REFUND_COLUMNS,
  })),
  'sales-by-month': ofMonths('sales-by-month', SALES_COLUMNS, async (asked) => {
    const months = monthsOf(asked, asked.now)
    const facts = await ledgerMonths(asked, { ...asked, ...months, currency: CURRENCY })
    return salesByMonth(facts, months, CURRENCY)
  }),
  'customer-count': ofMonths('customer-count', CUSTOMER_COLUMNS, async (asked) => {
    const months = monthsOf(asked, asked.now)
    return customerCounts(await customerMonths(asked, { ...asked, ...months }), months)
  }),
  'commission-by-month': ofMonths('commission-by-month', COMMISSION_COLUMNS, async (asked) => {
    const months = monthsOf(asked, asked.now)
    const facts = await ledgerMonths(asked, { ...asked, ...months, currency: CURRENCY })
    return commissionByMonth(facts, months, CURRENCY)
  }),
} as const satisfies Readonly<Record<Report, (asked: Asked) => object>>
