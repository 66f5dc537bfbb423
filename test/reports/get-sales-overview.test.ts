import { expect, it, vi } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import { handler } from '../../functions/reports/get-sales-overview.ts'
import { monthOf, plusMonths } from '../../shared/kernel/date.ts'
import { getSalesOverview } from '../../shared/reports/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { history, refundedSale } from './history.ts'
import { byMonth, comesTo, eventsOf, usd } from './recomputed.ts'

const nothing = {
  revenue: usd(0),
  held: usd(0),
  available: usd(0),
  paidOut: usd(0),
  customers: 0,
  byMonth: [],
}

describeOperation(getSalesOverview, handler, {
  done: {
    title: 'R49 sales and commission over all customers, by month, those without a fact too',
    arrange: refundedSale,
    then: (answer, { now, day }) => {
      const months = byMonth([], monthOf(now), monthOf(day(100)))
      const last = months.length - 1
      expect(last).toBeGreaterThanOrEqual(3)
      expect(answer).toEqual({
        ...nothing,
        revenue: usd(18_800),
        customers: 1,
        byMonth: months.map(({ month }, place) => ({
          month,
          revenue: usd(place === 0 ? 28_800 : place === last ? -10_000 : 0),
          commission: usd(0),
          customers: place === last ? 1 : 0,
        })),
      })
    },
  },
  refuses: {},
  also: (table) => {
    it('R47 R49 it is what the ledger comes to; R63 with customers that revoked or moved', () =>
      inMemory(async (memory) => {
        const { as, partner, next, now, day } = await history()
        const events = eventsOf(memory.items(), partner.partnerId)
        const { revenue, held, available, paidOut } = comesTo(events)
        const { body } = await call(getSalesOverview, handler, as, {})
        expect(body).toEqual({
          revenue: usd(revenue),
          held: usd(held),
          available: usd(available),
          paidOut: usd(paidOut),
          customers: 6,
          byMonth: byMonth(events, monthOf(now), monthOf(day(100))).map((month) => ({
            month: month.month,
            revenue: usd(month.revenue),
            commission: usd(month.commission),
            customers: month.month === monthOf(now) ? 6 : 0,
          })),
        })
        expect({ available, paidOut }).toEqual({ available: 12_000 - 1_200, paidOut: 12_000 })
        const successor = await call(getSalesOverview, handler, next.admin, {})
        expect(successor.body).toMatchObject({ revenue: usd(0), customers: 1 })
      }))

    it('R49 of a range it tells what was earned in its whole months and what there was at their end', () =>
      inMemory(async (memory) => {
        const { as, partner, now, day } = await history()
        const read = async (query: object, by = as) =>
          (await call(getSalesOverview, handler, by, { ...query })).body
        const events = eventsOf(memory.items(), partner.partnerId)
        const [first, last] = [monthOf(day(100)), monthOf(day(70))]
        const upTo = events.filter(({ at }) => monthOf(at) <= last)
        const { revenue, held, available, paidOut } = comesTo(upTo)
        const some = await read({ to: day(70) })
        expect(some).toMatchObject({
          revenue: usd(revenue),
          held: usd(held),
          available: usd(available),
          paidOut: usd(paidOut),
          customers: 0,
        })
        expect(some['byMonth']).toMatchObject(
          [{ month: first }, { month: last }].slice(first === last ? 1 : 0),
        )
        expect(await read({ to: `${last}-01` })).toEqual(some)
        expect(await read({ from: `${first}-28`, to: day(70) })).toEqual(some)

        const present = comesTo(events.filter(({ at }) => monthOf(at) === monthOf(now)))
        const since = await read({ from: now.slice(0, 10) })
        expect(since).toMatchObject({ revenue: usd(present.revenue), available: usd(10_800), customers: 6 })
        expect(since['byMonth']).toEqual([
          expect.objectContaining({ month: monthOf(now), revenue: usd(present.revenue) }),
        ])
        expect(await read({ to: '2999-12-31' })).toEqual(await read({}))
        expect(await read({ from: '2999-01-01' })).toMatchObject({
          revenue: usd(0),
          byMonth: [],
          customers: 6,
        })
        expect(await read({ to: plusMonths(day(100), -1) })).toEqual(nothing)
        expect(await read({}, (await arrange.partner()).admin)).toEqual(nothing)
      }))

    it.each([
      ['to', { from: '2027-02-02', to: '2027-02-01' }],
      ['from', { from: '2027-02-30' }],
      ['to', { to: '2027-02' }],
    ])('refuses %s of %j', async (member, query) => {
      const { admin } = await table.arranged(() => arrange.partner())
      expect(await call(getSalesOverview, handler, admin, { ...query })).toMatchObject({
        status: 400,
        body: { issues: [{ pointer: `/${member}` }] },
      })
    })

    it('R49 takes the same requests for 10 customers and for 200', () =>
      inMemory(async () => {
        const requests = async (customers: number) => {
          const of = await arrange.partner()
          await arrange.manyListed(of.partner, customers, (index) => ({ domain: `many-${index}.com` }))
          for (let sale = 0; sale < customers / 10; sale += 1)
            await arrange.subscribed({ of, cardType: 'CC' })
          await call(getSalesOverview, handler, of.admin, {})
          const spies = [vi.spyOn(world.table, 'query'), vi.spyOn(world.table, 'read')]
          expect(await call(getSalesOverview, handler, of.admin, {})).toMatchObject({
            body: { customers: customers + Math.ceil(customers / 10) },
          })
          const counts = spies.map(({ mock }) => mock.calls.length)
          for (const spy of spies) spy.mockRestore()
          return counts
        }
        const few = await requests(10)
        expect(few).toEqual([2, 1])
        expect(await requests(200)).toEqual(few)
      }))
  },
})
