import { expect } from 'vitest'
import { handler } from '../../functions/subscriptions/list-subscription-requests.ts'
import { handler as answer } from '../../functions/subscriptions/answer-subscription-request.ts'
import { world } from '../../functions/outside/world.ts'
import { SubscriptionRequestId, type PartnerId } from '../../shared/kernel/id.ts'
import { answerSubscriptionRequest, listSubscriptionRequests } from '../../shared/subscriptions/contract.ts'
import {
  subscriptionRequestRecord,
  subscriptionRequestRowRecord,
} from '../../shared/subscriptions/records.ts'
import type { SubscriptionRequest } from '../../shared/subscriptions/subscription-request.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const listing = async () => {
  const { admin, partner } = await arrange.partner()
  const request = async (to = partner) => {
    const { customer, superAdmin } = await arrange.customer(to, { verified: true })
    return { customer, request: await arrange.subscriptionRequest(customer, superAdmin) }
  }
  const [answered, ended, revoked, open] = [
    await request(),
    await request(),
    await request(),
    await request(),
  ]
  await call(answerSubscriptionRequest, answer, admin, {
    requestId: answered.request.requestId,
    answer: 'done',
    note: 'From today on.',
  })
  await arrange.moveCustomer(ended.customer.customerId)
  await arrange.revokeAccess(revoked.customer.customerId)
  await request((await arrange.partner()).partner)
  return { as: admin, input: {}, partner, answered, ended, revoked, open }
}

/** Many answered requests of one customer. */
const manyRequests = async (of: SubscriptionRequest, partnerId: PartnerId, count: number) => {
  const many = Array.from({ length: count }, (_, index) => ({
    ...of,
    partnerId,
    requestId: SubscriptionRequestId.parse(`srq_${world.ulid(world.realMs() + index)}`),
  }))
  const { customerId } = of
  for (let from = 0; from < count; from += 25)
    await arrange.commit(
      ...many
        .slice(from, from + 25)
        .flatMap((request) => [
          subscriptionRequestRecord.create(request, { action: 'subscription-request.made' }),
          subscriptionRequestRowRecord.put({ owner: partnerId, requestId: request.requestId, customerId }),
        ]),
    )
}

describeOperation(listSubscriptionRequests, handler, {
  done: {
    title: 'R40 newest first with what became of each, R63 those of customers who revoked the access too',
    arrange: listing,
    then: async (listed, { as, answered, ended, revoked, open }, table) => {
      const ids = (body: object) =>
        Object.values(Object(body).items ?? []).map((item) => String(Object(item).requestId))
      const idOf = ({ request }: typeof open) => request.requestId
      expect(listed.items.map(({ requestId, state }) => [requestId, state])).toEqual([
        [idOf(open), 'open'],
        [idOf(revoked), 'open'],
        [idOf(ended), 'ended'],
        [idOf(answered), 'done'],
      ])
      const { customerId, domain, organizationName } = open.customer
      expect(listed.items[0]).toEqual({
        requestId: idOf(open),
        state: 'open',
        ...open.request.wish,
        createdAt: open.request.createdAt,
        customerId,
        domain,
        organizationName,
      })
      expect(JSON.stringify(listed)).not.toMatch(/@|Malee|Srisuk|per_/)

      const list = (query: object, by = as) => call(listSubscriptionRequests, handler, by, { ...query })
      for (const [state, expected] of Object.entries({
        open: [idOf(open), idOf(revoked)],
        done: [idOf(answered)],
        declined: [],
        ended: [idOf(ended)],
      }))
        expect(ids((await list({ state })).body)).toEqual(expected)
      const first = await list({ limit: 3 })
      const cursor = first.body['nextCursor']
      expect(ids((await list({ limit: 3, cursor })).body)).toEqual([idOf(answered)])
      const invalid = { status: 400, body: { type: '/problems/cursor-invalid' } }
      expect(await list({ limit: 3, cursor, state: 'open' })).toMatchObject(invalid)
      expect(await list({ limit: 3, cursor }, (await arrange.partner()).admin)).toMatchObject(invalid)

      const requestsFor = async (query: object, by: arrange.Somebody) => {
        table.proxy.reset()
        const { body } = await list(query, by)
        const counts = ['Query', 'BatchGetItem'].map((action) => table.proxy.count(action))
        return { shown: ids(body).length, counts }
      }
      const large = await table.arranged(async () => {
        const made = await arrange.partner()
        await manyRequests(open.request, made.partner.partnerId, 60)
        return made
      })
      const small = await requestsFor({ limit: 2 }, as)
      for (const query of [{ limit: 50 }, { limit: 50, state: 'open' }])
        expect(await requestsFor(query, large.admin)).toEqual({ shown: 50, counts: small.counts })
    },
  },
  otherwise: [
    async () => {
      const { as } = await listing()
      return { as, input: { state: 'open' as const } }
    },
  ],
  refuses: {},
})
