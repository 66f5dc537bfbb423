import { expect } from 'vitest'
import { handler } from '../../functions/customers/list-console-customers.ts'
import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Called } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const listing = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer: oldest } = await arrange.customer(partner, { trial: true })
  await arrange.advanceClock('P10D')
  const { customer: proven } = await arrange.customer(partner, { verified: true })
  const { customer: revoked } = await arrange.customer(partner)
  await arrange.revokeAccess(revoked.customerId)
  const { customer: newest } = await arrange.customer(partner, { trial: true })
  await arrange.customer((await arrange.partner()).partner)
  return { as: admin, input: {}, partner, oldest, proven, newest }
}

const domains = ({ body }: Called): string[] =>
  Array.isArray(body['items']) ? body['items'].map((item) => String(Object(item).domain)) : []

describeOperation(listConsoleCustomers, handler, {
  done: {
    title:
      "R12 lists the partner's own granted customers, newest first, R22 with the action that applies, and counts",
    arrange: listing,
    then: async (answer, { as, oldest, proven, newest }) => {
      expect(answer.items).toMatchObject([
        { domain: newest.domain, action: 'verify', plan: 'standard', trial: { state: 'running' } },
        { domain: proven.domain, action: 'manage', superAdmin: proven.superAdmin, plan: 'free', licences: 5 },
        {
          domain: oldest.domain,
          action: 'verify',
          plan: 'standard',
          trial: { endsAt: oldest.trial?.endsAt },
        },
      ])
      expect(answer.counts).toEqual({
        all: 3,
        unverified: 2,
        verified: 1,
        trialRunning: 2,
        trialEnding: 1,
        trialEnded: 0,
        complete: true,
      })
      expect(answer).not.toHaveProperty('nextCursor')

      const list = (query: object, by = as) => call(listConsoleCustomers, handler, by, { ...query })
      const listed = async (query: object) => domains(await list(query))
      expect(await listed({ domainState: 'verified' })).toEqual([proven.domain])
      expect(await listed({ domainState: 'unverified' })).toEqual([newest.domain, oldest.domain])
      expect(await listed({ trial: 'ending' })).toEqual([oldest.domain])
      expect(await listed({ trial: 'none' })).toEqual([proven.domain])
      expect(await listed({ search: oldest.domain.toUpperCase() })).toEqual([oldest.domain])
      expect(await listed({ search: ` ${proven.organizationName.toLowerCase()} ` })).toEqual([proven.domain])
      expect(await listed({ search: 'nowhere' })).toEqual([])
      expect(await list({ search: '' })).toMatchObject({ status: 400 })

      const first = await list({ limit: 2 })
      expect(domains(first)).toEqual([newest.domain, proven.domain])
      const cursor = first.body['nextCursor']
      const second = await list({ limit: 2, cursor })
      expect(domains(second)).toEqual([oldest.domain])
      expect(second.body).not.toHaveProperty('nextCursor')
      expect(second.body).not.toHaveProperty('counts')
      const invalid = { status: 400, body: { type: '/problems/cursor-invalid' } }
      expect(await list({ limit: 2, cursor: `${String(cursor)}x` })).toMatchObject(invalid)
      expect(await list({ limit: 2, cursor: 'no.cursor' })).toMatchObject(invalid)
      expect(await list({ limit: 2, cursor, trial: 'ending' })).toMatchObject(invalid)
      expect(await list({ limit: 2, cursor }, (await arrange.partner()).admin)).toMatchObject(invalid)

      await arrange.advanceClock('P5D')
      expect(await listed({ trial: 'ended' })).toEqual([oldest.domain])
      expect(await list({})).toMatchObject({
        body: { counts: { trialRunning: 1, trialEnding: 0, trialEnded: 1 } },
      })

      const large = await arrange.partner()
      await arrange.manyListed(large.partner, 1_150, (index) => ({
        domain: index < 100 ? `old-${index}.com` : `new-${index}.com`,
      }))
      const pages = async (query: object): Promise<Called[]> => {
        const found: Called[] = []
        let next: unknown
        do {
          const page = await list({ ...query, ...(next === undefined ? {} : { cursor: next }) }, large.admin)
          expect(page.status).toBe(200)
          found.push(page)
          next = page.body['nextCursor']
        } while (next !== undefined)
        return found
      }
      const filtered = await pages({ search: 'old-', limit: 60 })
      expect(filtered.map((page) => domains(page).length)).toEqual([0, 60, 40])
      expect(filtered[0]).toMatchObject({ body: { counts: { all: 1_000, complete: false } } })
      expect(new Set(filtered.flatMap(domains)).size).toBe(100)
      const all = await pages({ limit: 100 })
      expect(all.map((page) => domains(page).length)).toEqual([...Array.from({ length: 11 }, () => 100), 50])
      expect(new Set(all.flatMap(domains)).size).toBe(1_150)
    },
  },
  refuses: {},
})
