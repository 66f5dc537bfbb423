import { expect, it } from 'vitest'
import { handler } from '../../functions/subscriptions/answer-subscription-request.ts'
import { handler as requestChange } from '../../functions/subscriptions/request-subscription-change.ts'
import { answerSubscriptionRequest, requestSubscriptionChange } from '../../shared/subscriptions/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const answering = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner)
  const asker = arrange.somebody('org-admin')
  await arrange.setOrganizationRole(asker, customer, 'org-admin')
  const { requestId } = await arrange.subscriptionRequest(customer, asker)
  const input = { requestId, answer: 'done' as const, note: 'Desde hoje.' }
  return { as: admin, input, partner, customer, superAdmin, asker }
}

const closed = (state: string) => ({
  status: 409,
  body: { type: '/problems/subscription-request-closed', state },
})

describeOperation(answerSubscriptionRequest, handler, {
  done: {
    title: 'R40 the person who asked is told, and the organisation may ask again',
    arrange: answering,
    then: async (answer, { as, partner, customer, superAdmin, asker, input }, table) => {
      const { customerId, organizationName, domain } = customer
      const { requestId, note } = input
      expect(answer).toMatchObject({ requestId, state: 'done', note, customerId, organizationName, domain })
      expect(JSON.stringify(answer)).not.toMatch(/@|Malee|Srisuk|per_/)
      const items = await table.items()
      expect(items.some(({ pk }) => pk === `OPEN-SUBSCRIPTION-REQUEST#${customerId}`)).toBe(false)
      expect(await auditActions(table, `SUBSCRIPTION-REQUEST#${requestId}`)).toEqual([
        'subscription-request.made',
        'subscription-request.answered',
      ])
      expect(await mailsTo(table, asker.email)).toMatchObject([
        {
          mail: 'subscription-request-answered',
          language: customer.language,
          words: { organizationName, domain, partnerName: partner.company.name, answer: 'done', note },
        },
      ])
      expect(await mailsTo(table, superAdmin.email)).toEqual([])
      expect(await call(answerSubscriptionRequest, handler, as, input)).toMatchObject(closed('done'))
      const again = await call(requestSubscriptionChange, requestChange, superAdmin, {
        customerId,
        plan: 'free',
      })
      expect(again.status).toBe(201)
    },
  },
  otherwise: [
    async () => {
      const { as, input, customer } = await answering()
      await arrange.revokeAccess(customer.customerId)
      return { as, input: { ...input, answer: 'declined' as const } }
    },
  ],
  also: (table) => {
    it('R63 is kept by a partner whose access was revoked', async () => {
      const { as, input, customer } = await table.arranged(answering)
      await arrange.revokeAccess(customer.customerId)
      expect(
        await call(answerSubscriptionRequest, handler, as, { ...input, answer: 'declined' }),
      ).toMatchObject({ status: 200, body: { state: 'declined' } })
    })

    it('tells the super admin where the person who asked no longer administers the organisation', async () => {
      const { as, input, customer, superAdmin, asker } = await table.arranged(answering)
      await arrange.endOrganizationRole(asker, customer)
      expect(await call(answerSubscriptionRequest, handler, as, input)).toMatchObject({ status: 200 })
      expect(await mailsTo(table, asker.email)).toEqual([])
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([
        { mail: 'subscription-request-answered' },
      ])
    })

    it.each([
      [
        'moves away',
        async (of: Awaited<ReturnType<typeof answering>>) => arrange.moveCustomer(of.customer.customerId),
      ],
      [
        'moves away and back',
        async (of: Awaited<ReturnType<typeof answering>>) => {
          await arrange.moveCustomer(of.customer.customerId)
          await arrange.moveCustomer(of.customer.customerId, of.partner)
        },
      ],
      [
        'is removed',
        async (of: Awaited<ReturnType<typeof answering>>) => {
          await arrange.endOrganizationRole(of.asker, of.customer)
          await arrange.removeCustomer(of.customer.customerId)
        },
      ],
    ])('R63 commits no answer once the customer %s', async (_how, leave) => {
      const arranged = await table.arranged(answering)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(answerSubscriptionRequest, handler, arranged.as, arranged.input))
      await heldCommit.arrived
      await leave(arranged)
      heldCommit.release()
      expect(await called).toMatchObject(closed('ended'))
      expect(await mailsTo(table, arranged.asker.email)).toEqual([])
    })
  },
  refuses: {
    'subscription-request-not-found': async () => {
      const { input } = await answering()
      return { as: (await arrange.partner()).admin, input }
    },
    'subscription-request-closed': async () => {
      const { as, input, customer } = await answering()
      await arrange.moveCustomer(customer.customerId)
      return { as, input }
    },
  },
})
