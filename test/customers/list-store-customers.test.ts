import { expect, it, vi } from 'vitest'
import { handler } from '../../functions/customers/list-store-customers.ts'
import { world } from '../../functions/outside/world.ts'
import { listStoreCustomers } from '../../shared/customers/contract.ts'
import { summarize } from '../../shared/customers/customer.ts'
import { customerRowRecord } from '../../shared/customers/records.ts'
import { CustomerId, type PartnerId } from '../../shared/kernel/id.ts'
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

const rowsOf = async (partnerId: PartnerId, count: number) => {
  const { customer } = await arrange.customer((await arrange.partner()).partner)
  const rows = Array.from({ length: count }, (_, index) => {
    const customerId = CustomerId.parse(`cus_${world.ulid(world.realMs() + index)}`)
    const summary = summarize({ ...customer, customerId, domain: `row-${index}.com` })
    const accessStatus = index % 2 === 0 ? ('granted' as const) : ('revoked' as const)
    return customerRowRecord.put({ partnerId, customerId, accessStatus, summary })
  })
  for (let from = 0; from < count; from += 100) await arrange.commit(...rows.slice(from, from + 100))
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
  also: () => {
    it('R12 R13 reads a page of 10,000 customers in one query, with any filter', () =>
      inMemory(async () => {
        const { admin, partner } = await arrange.partner()
        await rowsOf(partner.partnerId, 10_000)
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
