import { expect, it, vi } from 'vitest'
import { handler as see } from '../../functions/customers/get-store-customer.ts'
import { handler } from '../../functions/customers/list-store-customers.ts'
import { world } from '../../functions/outside/world.ts'
import { getStoreCustomer, listStoreCustomers } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { inMemory } from '../support/table/in-memory.ts'

const listing = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer: oldest } = await arrange.customer(partner, { trial: true })
  const { customer: revoked } = await arrange.customer(partner, {
    verified: true,
    subscription: { plan: 'professional', licences: 20, payPeriod: 'yearly', renewalDate: '2027-05-01' },
  })
  await arrange.revokeAccess(revoked.customerId)
  const { customer: moved } = await arrange.customer(partner, { verified: true })
  await arrange.moveCustomer(moved.customerId)
  const { customer: newest } = await arrange.customer(partner, { verified: true })
  await arrange.customer((await arrange.partner()).partner)
  return { as: admin, input: {}, oldest, revoked, newest }
}

const domains = ({ body }: Called): string[] =>
  Array.isArray(body['items']) ? body['items'].map((item) => String(Object(item).domain)) : []

describeOperation(listStoreCustomers, handler, {
  done: {
    title:
      'R13 lists every mapped customer, newest first, searched, filtered and counted as R12 says; R63 of a revoked one only what concerns billing',
    arrange: listing,
    then: async (answer, { as, oldest, revoked, newest }) => {
      expect(answer.items).toMatchObject([
        { domain: newest.domain, access: 'granted', superAdmin: newest.superAdmin, plan: 'free' },
        { domain: revoked.domain, access: 'revoked' },
        { domain: oldest.domain, access: 'granted', trial: { endsAt: oldest.trial?.endsAt } },
      ])
      expect(answer.items[1]).toEqual({
        customerId: revoked.customerId,
        domain: revoked.domain,
        domainState: 'verified',
        organizationName: revoked.organizationName,
        access: 'revoked',
        plan: 'professional',
        licences: 20,
        payPeriod: 'yearly',
        renewalDate: '2027-05-01',
        subscriptionState: 'active',
        revenue: { currency: 'USD', minor: 0 },
      })
      expect(answer.counts).toEqual({
        all: 3,
        unverified: 1,
        verified: 2,
        trialRunning: 1,
        trialEnding: 0,
        trialEnded: 0,
        complete: true,
      })

      const list = (query: object) => call(listStoreCustomers, handler, as, { ...query })
      const listed = async (query: object) => domains(await list(query))
      expect(await listed({ domainState: 'verified' })).toEqual([newest.domain, revoked.domain])
      expect(await listed({ trial: 'running' })).toEqual([oldest.domain])
      expect(await listed({ search: revoked.organizationName.toUpperCase() })).toEqual([revoked.domain])
      expect(await listed({ search: revoked.superAdmin.email })).toEqual([])

      const first = await list({ limit: 2 })
      expect(domains(first)).toEqual([newest.domain, revoked.domain])
      const cursor = first.body['nextCursor']
      const second = await list({ limit: 2, cursor })
      expect(domains(second)).toEqual([oldest.domain])
      expect(second.body).not.toHaveProperty('nextCursor')
      expect(await list({ limit: 2, cursor, trial: 'none' })).toMatchObject({
        status: 400,
        body: { type: '/problems/cursor-invalid' },
      })
      const other = (await arrange.partner()).admin
      expect(await call(listStoreCustomers, handler, other, { limit: 2, cursor })).toMatchObject({
        status: 400,
        body: { type: '/problems/cursor-invalid' },
      })
    },
  },
  also: (table) => {
    it('R13 R16 R45 tells what was sold to each, whose card is on file, and the state and the end of its subscription', async () => {
      const { seller, active, cancelled, unpaid, moved } = await table.arranged(async () => {
        const of = await arrange.partner()
        const sold = (more: Parameters<typeof arrange.subscribed>[0]) => arrange.subscribed({ of, ...more })
        const active = await sold({ cardType: 'CC' })
        const cancelled = await sold({ scheduled: { plan: 'free' } })
        const unpaid = await sold({ dunning: 'declined', payPeriod: 'monthly' })
        const moved = await arrange.subscribed({ cardType: 'CC' })
        await arrange.moveCustomer(moved.customer.customerId, of.partner)
        return { seller: of, active, cancelled, unpaid, moved }
      })
      const listed = async () => {
        const { body } = await call(listStoreCustomers, handler, seller.admin, {})
        return new Map(
          Object.values(Object(body['items'])).map((item) => [String(Object(item).customerId), item]),
        )
      }
      const usd = (minor: number) => ({ currency: 'USD', minor })
      const lines = await listed()
      const lineOf = ({ customer }: typeof active) => lines.get(customer.customerId)
      expect(lineOf(active)).toMatchObject({
        subscriptionState: 'active',
        cardType: 'CC',
        revenue: usd(36_000),
      })
      expect(lineOf(active)).not.toHaveProperty('subscriptionEndsAt')
      expect(lineOf(cancelled)).toMatchObject({
        subscriptionState: 'active',
        subscriptionEndsAt: `${cancelled.customer.subscription.renewalDate}T00:00:00.000Z`,
        cardType: 'RC',
        revenue: usd(28_800),
      })
      expect(lineOf(unpaid)).toMatchObject({
        subscriptionState: 'past-due',
        subscriptionEndsAt: unpaid.billing.dunning?.graceEndsAt,
        revenue: usd(3_200),
      })
      expect(lineOf(moved)).toMatchObject({ subscriptionState: 'active', cardType: 'CC', revenue: usd(0) })
      for (const { customer } of [active, cancelled, unpaid, moved]) {
        const { customerId } = customer
        const { body } = await call(getStoreCustomer, see, seller.admin, { customerId })
        expect(body).toMatchObject(lines.get(customerId) ?? {})
      }

      await arrange.advanceClock('P16D')
      const later = await listed()
      const fallen = later.get(unpaid.customer.customerId)
      expect(fallen).toMatchObject({
        subscriptionState: 'free',
        plan: 'free',
        cardType: 'RC',
        revenue: usd(3_200),
      })
      expect(fallen).not.toHaveProperty('subscriptionEndsAt')
    })

    it('R12 R13 reads a page of 10,000 customers in one query, with any filter', () =>
      inMemory(async () => {
        const { admin, partner } = await arrange.partner()
        await arrange.manyListed(partner, 10_000, (index) => ({
          domain: `row-${index}.com`,
          accessStatus: index % 2 === 0 ? 'granted' : 'revoked',
        }))
        const queries = vi.spyOn(world.table, 'query')
        const page = async (query: object): Promise<Called> => {
          queries.mockClear()
          const called = await call(listStoreCustomers, handler, admin, { limit: 100, ...query })
          expect([called.status, queries.mock.calls.length]).toEqual([200, 1])
          return called
        }
        const first = await page({})
        expect(first.body['counts']).toMatchObject({ all: 1_000, complete: false })
        const second = await page({ cursor: first.body['nextCursor'] })
        expect(new Set([first, second].flatMap(domains)).size).toBe(200)

        const found: string[][] = []
        let cursor: unknown
        do {
          const filtered = await page({ search: 'row-10.com', ...(cursor === undefined ? {} : { cursor }) })
          found.push(domains(filtered))
          cursor = filtered.body['nextCursor']
        } while (cursor !== undefined)
        expect(found.flat()).toEqual(['row-10.com'])
        expect(found.length).toBeLessThanOrEqual(11)
      }))
  },
  refuses: {},
})
