import { expect } from 'vitest'
import { handler } from '../../functions/subscriptions/list-organization-subscription-requests.ts'
import { handler as answer } from '../../functions/subscriptions/answer-subscription-request.ts'
import {
  answerSubscriptionRequest,
  listOrganizationSubscriptionRequests,
} from '../../shared/subscriptions/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified: true })
  const { customerId } = customer
  const first = await arrange.subscriptionRequest(customer, superAdmin)
  const note = 'Not before May.'
  await call(answerSubscriptionRequest, answer, admin, {
    requestId: first.requestId,
    answer: 'declined',
    note,
  })
  const second = await arrange.subscriptionRequest(customer, superAdmin, { message: 'Please call us.' })
  await arrange.moveCustomer(customerId)
  const { customer: elsewhere } = await arrange.customer(partner)
  await arrange.subscriptionRequest(elsewhere, superAdmin)
  return { as: superAdmin, input: { customerId }, note, first, second }
}

describeOperation(listOrganizationSubscriptionRequests, handler, {
  done: {
    title: 'R40 newest first, each with what became of it, a page at a time',
    arrange: asked,
    then: async (answered, { as, input, note, first, second }) => {
      expect(answered).toEqual({
        items: [
          {
            requestId: second.requestId,
            state: 'ended',
            message: 'Please call us.',
            createdAt: second.createdAt,
          },
          {
            requestId: first.requestId,
            state: 'declined',
            ...first.wish,
            createdAt: first.createdAt,
            closedAt: expect.any(String),
            note,
          },
        ],
      })
      const list = (query: object) =>
        call(listOrganizationSubscriptionRequests, handler, as, { ...input, ...query })
      const page = await list({ limit: 1 })
      expect(page.body['items']).toMatchObject([{ requestId: second.requestId }])
      const cursor = page.body['nextCursor']
      expect((await list({ limit: 1, cursor })).body).toMatchObject({
        items: [{ requestId: first.requestId }],
      })
      expect(await list({ cursor: 'no.cursor' })).toMatchObject({
        status: 400,
        body: { type: '/problems/cursor-invalid' },
      })
    },
  },
  refuses: {},
})
