import { expect, it } from 'vitest'
import { handler } from '../../functions/reports/get-report.ts'
import { dateOf, monthOf } from '../../shared/kernel/date.ts'
import { paymentView } from '../../shared/payments/payment.ts'
import { getReport } from '../../shared/reports/contract.ts'
import { Report } from '../../shared/reports/report.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { history, refundedSale } from './history.ts'
import { byMonth, comesTo, eventsOf, usd } from './recomputed.ts'

type Item = Readonly<Record<string, unknown>>
const of = (report: Report) => async () => ({ as: (await arrange.partner()).admin, input: { report } })

const minor = (amount: unknown): number => Number(Object(amount).minor)
const sum = (items: readonly Item[], name: string): number =>
  items.reduce((total, item) => total + minor(item[name]), 0)

const asking = (as: arrange.Somebody) => {
  const read = async (report: Report, query: object = {}) => {
    const { status, body } = await call(getReport, handler, as, { report, ...query })
    expect({ status, report: body['report'] }).toEqual({ status: 200, report })
    return body
  }
  const items = async (report: Report, query: object = {}): Promise<Item[]> =>
    Object.values(Object((await read(report, query))['items']))
  const walked = async (report: Report, query: object = {}): Promise<Item[]> => {
    const body = await read(report, { limit: 1, ...query })
    const cursor = body['nextCursor']
    const own: Item[] = Object.values(Object(body['items']))
    return [...own, ...(cursor ? await walked(report, { ...query, cursor }) : [])]
  }
  return { read, items, walked }
}

describeOperation(getReport, handler, {
  done: {
    title: 'R49 the payments of its own sales, with what refunds gave back',
    arrange: async () => ({ ...(await refundedSale()), input: { report: 'payments' as const } }),
    then: async (answer, { payment, refund }) => {
      const stored = await arrange.storedPayment(payment)
      expect(answer).toEqual({ report: 'payments', items: [paymentView(stored)] })
      expect(answer.items[0]).toMatchObject({ charge: usd(28_800), refunded: usd(10_000) })
      expect(refund).toMatchObject({ amount: 10_000, list: 12_500, discount: 2_500 })
    },
  },
  using: [
    of('transactions'),
    of('upcoming-renewals'),
    of('new'),
    of('refunds'),
    of('sales-by-month'),
    of('customer-count'),
  ],
  refuses: {},
  also: () => {
    const table = useMemoryTable()

    it('R49 R63 payments newest first, also to customers that revoked or have moved, add up to the revenue', async () => {
      const { as, partner, moved, revoked } = await history()
      const items = await asking(as).items('payments')
      expect(items).toContainEqual(paymentView(moved.payment))
      expect(items).toContainEqual(paymentView(revoked.payment))
      const times = items.map(({ createdAt }) => String(createdAt))
      expect(times).toEqual(times.toSorted().toReversed())
      const succeeded = items.filter(({ state }) => state === 'succeeded')
      const { revenue } = comesTo(eventsOf(table.items(), partner.partnerId))
      expect(sum(succeeded, 'charge') - sum(succeeded, 'refunded')).toBe(revenue)
      expect(await asking(as).walked('payments')).toEqual(items)
    })

    it('R47 R49 transactions: what was charged, given back and paid out, in the order of the ledger, newest first', async () => {
      const { as, partner, refund, payment, payout } = await history()
      const events = eventsOf(table.items(), partner.partnerId)
      const items = await asking(as).items('transactions')
      const moving = events
        .filter(
          (event) => event.kind === 'charge' || event.kind === 'refund' || Object(event).step === 'paid',
        )
        .map(({ at, eventId }) => [at, eventId].join())
        .toSorted()
        .toReversed()
      expect(items.map(({ at, transactionId }) => [at, transactionId].join())).toEqual(moving)
      const { revenue, commission, list, discount, paidOut } = comesTo(events)
      const sales = items.filter(({ kind }) => kind !== 'payout')
      expect([sum(sales, 'amount'), sum(items, 'commission')]).toEqual([revenue, commission])
      expect([sum(items, 'list'), sum(items, 'discount')]).toEqual([list, discount])
      const { customerId, paymentId } = payment
      const { refundId } = refund
      expect(items.find((item) => item['refundId'] === refundId)).toMatchObject({
        kind: 'refund',
        customerId,
        paymentId,
        list: usd(-12_500),
        discount: usd(-2_500),
        amount: usd(-10_000),
        commission: usd(0),
      })
      const { payoutId } = payout
      const paid = items.filter(({ kind }) => kind === 'payout')
      expect(paid).toMatchObject([{ payoutId, amount: usd(0 - paidOut), list: usd(0), commission: usd(0) }])
      expect(await asking(as).walked('transactions')).toEqual(items)
    })

    it('R46 R49 refunds: what went back of list price, discount and commission, newest first', async () => {
      const { as, partner, refund, clawBack, fullRefund, payment } = await history()
      await arrange.refundBegun(payment, { amount: 100 })
      const items = await asking(as).items('refunds')
      const { paymentId, customerId } = payment
      expect(items).toHaveLength(3)
      expect(new Set(items.map(({ refundId }) => refundId))).toEqual(
        new Set([refund, clawBack, fullRefund].map(({ refundId }) => refundId)),
      )
      expect(items.map(({ at }) => at)).toEqual(
        items
          .map(({ at }) => String(at))
          .toSorted()
          .toReversed(),
      )
      expect(items).toContainEqual({
        refundId: refund.refundId,
        at: Object(refund).closedAt,
        paymentId,
        customerId,
        reason: 'requested',
        amount: usd(10_000),
        list: usd(12_500),
        discount: usd(2_500),
        clawedBack: usd(0),
      })
      const { refunded, clawedBack } = comesTo(eventsOf(table.items(), partner.partnerId))
      expect([sum(items, 'amount'), sum(items, 'clawedBack')]).toEqual([refunded, clawedBack])
      expect(await asking(as).walked('refunds')).toEqual(items)
    })

    it('R49 sales and commission by month are what the ledger comes to, months without a fact too', async () => {
      const { as, partner, now, day } = await history()
      const months = byMonth(eventsOf(table.items(), partner.partnerId), monthOf(now), monthOf(day(100)))
      const names = {
        'sales-by-month': ['list', 'discount', 'charged', 'refunded', 'revenue'],
        'commission-by-month': ['accrued', 'clawedBack', 'released', 'paidOut'],
      } as const
      for (const report of ['sales-by-month', 'commission-by-month'] as const) {
        const wanted = months.map((month) => ({
          month: month.month,
          ...Object.fromEntries(names[report].map((name) => [name, usd(month[name])])),
        }))
        expect(await asking(as).items(report)).toEqual(wanted)
        expect(await asking(as).walked(report)).toEqual(wanted)
        const last = monthOf(day(70))
        const some = wanted.filter(({ month }) => month <= last)
        expect(await asking(as).items(report, { from: day(100), to: `${last}-01` })).toEqual(some)
        expect(await asking(as).items(report, { to: '2000-01-01' })).toEqual([])
      }
    })

    it('R49 the count of customers follows who joins and who leaves, month by month', async () => {
      const { as, partner, now } = await history()
      expect(await asking(as).items('customer-count')).toEqual([
        { month: monthOf(now), customers: 6, joined: 7, left: 1 },
      ])
      await arrange.advanceClock('P62D')
      await arrange.customer(partner)
      const later = monthOf(await arrange.now())
      const counts = await asking(as).items('customer-count')
      expect(counts.slice(0, 2)).toEqual([
        { month: monthOf(now), customers: 6, joined: 7, left: 1 },
        expect.objectContaining({ customers: 6, joined: 0, left: 0 }),
      ])
      expect(counts.at(-1)).toEqual({ month: later, customers: 7, joined: 1, left: 0 })
      expect(await asking(as).walked('customer-count')).toEqual(counts)
      expect(await asking(as).items('customer-count', { from: `${later}-01` })).toEqual(counts.slice(-1))
    })

    it('R45 R49 renewals: the next ones by date, also those under way, none that was cancelled or has fallen; past due ones until the grace is over', async () => {
      const { as, seller, unpaid, revoked, customer, moved } = await history()
      await arrange.subscribed({ of: seller, payPeriod: 'monthly', scheduled: { plan: 'free' } })
      const upcoming = await asking(as).items('upcoming-renewals')
      const ids = upcoming.map(({ customerId }) => customerId)
      expect(ids).toContain(revoked.customer.customerId)
      expect(ids.at(-1)).toBe(customer.customerId)
      expect(ids).not.toContain(moved.customer.customerId)
      const dates = upcoming.map(({ renewalDate }) => String(renewalDate))
      expect(dates).toEqual(dates.toSorted())
      const { organizationName, domain, subscription, customerId } = customer
      const { renewalDate = '' } = subscription
      const line = { customerId, organizationName, domain, plan: 'standard', licences: 10 }
      expect(upcoming.at(-1)).toEqual({ ...line, payPeriod: 'yearly', renewalDate, cardType: 'RC' })
      expect(await asking(as).walked('upcoming-renewals')).toEqual(upcoming)
      const before = { to: dates[0] }
      expect((await asking(as).items('upcoming-renewals', before)).map((item) => item['customerId'])).toEqual(
        ids.filter((_id, index) => dates[index] === dates[0]),
      )
      expect(await asking(as).items('upcoming-renewals', { from: renewalDate })).toEqual(upcoming.slice(-1))

      const failing = await asking(as).items('failing-to-renew')
      const due = String(unpaid.customer.subscription.renewalDate)
      expect(failing).toMatchObject([
        { customerId: unpaid.customer.customerId, renewalDate: due, cardType: 'RC' },
      ])
      expect(await asking(as).walked('failing-to-renew')).toEqual(failing)
      await arrange.advanceClock('P16D')
      expect(await asking(as).items('failing-to-renew')).toEqual([])
      await arrange.advanceClock('P30D')
      expect(await asking(as).items('upcoming-renewals')).toEqual(upcoming)
    })

    it('R49 new and cancelled subscriptions, newest first, with why they ended', async () => {
      const { as, ended, now, moved, day } = await history()
      const began = await asking(as).items('new')
      expect(began).toHaveLength(7)
      expect(began.map(({ customerId }) => customerId)).toContain(moved.customer.customerId)
      const times = began.map(({ at }) => String(at))
      expect(times).toEqual(times.toSorted().toReversed())
      expect(await asking(as).walked('new')).toEqual(began)
      expect(await asking(as).items('new', { to: day(100) })).toEqual(began.slice(-1))
      const { customerId, domain } = ended.customer
      expect(await asking(as).items('cancelled')).toEqual([
        {
          at: expect.stringContaining(dateOf(now)),
          customerId,
          domain,
          plan: 'standard',
          licences: 3,
          payPeriod: 'yearly',
          reason: 'refunded',
        },
      ])
    })

    it('R49 reads a range of days in UTC, both included, and takes a cursor of the same report and range alone', async () => {
      const { as, day, payment } = await history()
      const { paymentId } = payment
      const bought = { from: day(100), to: day(100) }
      expect(await asking(as).items('transactions', bought)).toMatchObject([{ paymentId, kind: 'charge' }])
      expect(await asking(as).items('payments', bought)).toMatchObject([{ paymentId }])
      expect(await asking(as).items('payments', { to: day(101) })).toEqual([])
      const cursor = (await asking(as).read('payments', { limit: 1 }))['nextCursor']
      const invalid = { status: 400, body: { type: '/problems/cursor-invalid' } }
      const other = { report: 'transactions' as const, cursor: String(cursor) }
      expect(await call(getReport, handler, as, other)).toMatchObject(invalid)
      const ranged = { report: 'payments' as const, cursor: String(cursor), from: day(200) }
      expect(await call(getReport, handler, as, ranged)).toMatchObject(invalid)
    })

    it('R49 tells a partner nothing of the sales of another, not even to a customer that it has now', async () => {
      const { next } = await history()
      const stranger = await arrange.partner()
      for (const report of Report.options) {
        expect(await asking(stranger.admin).items(report)).toEqual([])
        const told = await asking(next.admin).items(report)
        if (report === 'customer-count') expect(told).toMatchObject([{ customers: 1, joined: 1 }])
        else expect(told).toHaveLength(report === 'upcoming-renewals' ? 1 : 0)
      }
    })

    it.each([
      ['report', { report: 'overdue' }],
      ['to', { report: 'payments', from: '2027-02-02', to: '2027-02-01' }],
      ['from', { report: 'new', from: '2027-02-30' }],
    ])('refuses %s of %j', async (member, input) => {
      const { admin } = await arrange.partner()
      expect(await call(getReport, handler, admin, { ...input })).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: `/${member}` }] },
      })
    })
  },
})
