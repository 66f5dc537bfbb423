import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/list-tag-requests.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { listTagRequests } from '../../shared/mapping/contract.ts'
import { consent } from '../../shared/mapping/mapping.ts'
import { deny } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const organizations = await Promise.all([1, 2, 3].map(() => arrange.unmappedCustomer()))
  const tagRequests: Awaited<ReturnType<typeof arrange.tagRequest>>[] = []
  for (const { customer } of organizations) {
    tagRequests.push(await arrange.tagRequest(partner, customer, 'Hello.'))
    await arrange.advanceClock('PT1H')
  }
  return { admin, partner, tagRequests }
}

describeOperation(listTagRequests, handler, {
  done: {
    title: 'R14 newest first, a page at a time, and nothing of the organisation but its domain',
    arrange: async () => {
      const { admin, tagRequests } = await asked()
      return { as: admin, input: { limit: 2 }, tagRequests }
    },
    then: async ({ items, nextCursor: cursor }, { as, tagRequests }) => {
      const lines = tagRequests.map(({ tagRequestId, domain, createdAt, lapsesAt }) => ({
        tagRequestId,
        domain,
        state: 'open',
        createdAt,
        lapsesAt,
      }))
      const [oldest, ...others] = lines
      expect(items).toEqual(others.toReversed())
      const rest = await call(listTagRequests, handler, as, { limit: 2, cursor })
      expect(rest.body).toEqual({ items: [oldest] })
      const { admin } = await arrange.partner()
      expect((await call(listTagRequests, handler, admin, {})).body).toEqual({ items: [] })
      expect(await call(listTagRequests, handler, admin, { limit: 2, cursor })).toMatchObject({
        status: 400,
        body: { type: '/problems/cursor-invalid' },
      })
    },
  },
  also: (table) => {
    it('R14 shows what has lapsed, was overtaken or answered at once, whether or not a job ran', async () => {
      const { admin, tagRequests } = await asked()
      const [first, second] = tagRequests
      if (!first || !second) throw new Error('There are no requests')
      const customer = await reader(world.table).get(customerRecord, first)
      await arrange.commit(
        customerRecord.replace(customer, consent(customer, await arrange.now()), {
          action: 'customer.mapped',
        }),
      )
      await arrange.endTagRequest(second, deny)
      await arrange.advanceClock('P15D')
      const { body } = await call(listTagRequests, handler, admin, {})
      expect(body).toMatchObject({
        items: [
          { state: 'lapsed' },
          { state: 'denied', closedAt: expect.any(String) },
          { state: 'overtaken' },
        ],
      })
    })

    it('R14 reads a page of ten in as many requests as a page of one', async () => {
      const { admin } = await table.arranged(async () => {
        const arranged = await arrange.partner()
        for (let count = 0; count < 11; count += 1)
          await arrange.tagRequest(arranged.partner, (await arrange.unmappedCustomer()).customer)
        await arrange.bind(arranged.admin)
        return arranged
      })
      const costOf = async (limit: number) => {
        const { result, cost } = await table.metered(() => call(listTagRequests, handler, admin, { limit }))
        expect(result.body['items']).toHaveLength(limit)
        return cost.reads
      }
      expect(await costOf(10)).toBe(await costOf(1))
    })
  },
  refuses: {},
})
