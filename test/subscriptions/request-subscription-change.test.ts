import { expect, it } from 'vitest'
import { handler } from '../../functions/subscriptions/request-subscription-change.ts'
import { requestSubscriptionChange } from '../../shared/subscriptions/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions, effects } from '../support/table/effects.ts'

const wish = {
  plan: 'professional',
  licences: 25,
  payPeriod: 'yearly',
  storage: [{ gb: 25, count: 1 }],
  message: 'Crescemos para 25 pessoas em março.',
} as const

const asking = async () => {
  const { partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner)
  const { customerId } = customer
  return { as: superAdmin, input: { customerId, ...wish, storage: [...wish.storage] }, partner, customer }
}

describeOperation(requestSubscriptionChange, handler, {
  done: {
    title: 'R40 the partner is told what the organisation asks for, and finds it in its list',
    arrange: asking,
    then: async (answer, { as, partner, customer, input }, table) => {
      const { requestId } = answer
      const { customerId, organizationName, domain } = customer
      const { partnerId } = partner
      expect(answer).toMatchObject({ ...wish, state: 'open', requestId: expect.stringMatching(/^srq_/) })
      const items = await table.items()
      const item = (pk: string) => items.find((candidate) => candidate.pk === pk)
      expect(item(`SUBSCRIPTION-REQUEST#${requestId}`)).toMatchObject({
        customerId,
        partnerId,
        mappings: 0,
        askedBy: await arrange.personIdOf(as),
        wish,
        state: 'open',
      })
      for (const owner of [customerId, partnerId])
        expect(item(`SUBSCRIPTION-REQUEST-LISTING#${owner}`)).toMatchObject({ requestId, customerId })
      expect(item(`OPEN-SUBSCRIPTION-REQUEST#${customerId}`)).toMatchObject({ requestId, mappings: 0 })
      expect(await auditActions(table, `SUBSCRIPTION-REQUEST#${requestId}`)).toEqual([
        'subscription-request.made',
      ])
      const told = (await effects(table)).filter(({ kind }) => kind === 'tell-partner')
      expect(told).toEqual([
        {
          kind: 'tell-partner',
          partnerId,
          mail: 'subscription-requested',
          words: {
            organizationName,
            domain,
            wishedPlan: 'professional',
            licences: 25,
            wishedPeriod: 'yearly',
            packs: 1,
            storage: '1 × 25 GB',
            messages: 1,
            message: wish.message,
          },
        },
      ])

      const ask = (body: object, of = input.customerId) =>
        call(requestSubscriptionChange, handler, as, { customerId: of, ...body })
      const invalid = (pointer: string) => ({
        status: 400,
        body: { type: '/problems/invalid-input', issues: [{ pointer }] },
      })
      expect(await ask({})).toMatchObject(invalid(''))
      expect(await ask({ plan: 'mail-lite', payPeriod: 'monthly' })).toMatchObject(invalid('/payPeriod'))
      expect(await ask({ plan: 'platinum' })).toMatchObject(invalid('/plan'))
      expect(await ask({ storage: [{ gb: 6, count: 1 }] })).toMatchObject(invalid('/storage/0/gb'))
      expect(await ask({ message: 'Card 4111 1111 1111 1111' })).toMatchObject(invalid('/message'))
    },
  },
  otherwise: [
    async () => {
      const { as, input, customer } = await asking()
      await arrange.subscriptionRequest(customer, as)
      await arrange.moveCustomer(customer.customerId)
      return { as, input }
    },
  ],
  also: (table) => {
    it.each(['has not asked before', 'asked an earlier partner'])(
      'R40 of two requests at once one is made and one refused, where the organisation %s',
      async (before) => {
        const { as, input, other } = await table.arranged(async () => {
          const asked = await asking()
          const { customer } = asked
          const orgAdmin = arrange.somebody('org-admin')
          await arrange.setOrganizationRole(orgAdmin, customer, 'org-admin')
          await arrange.bind(orgAdmin)
          await arrange.bind(asked.as)
          if (before === 'asked an earlier partner') {
            await arrange.subscriptionRequest(customer, asked.as)
            await arrange.moveCustomer(customer.customerId, (await arrange.partner()).partner)
          }
          return { ...asked, other: orgAdmin }
        })
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const late = recordGuards(() => call(requestSubscriptionChange, handler, as, input))
        await heldCommit.arrived
        const first = await call(requestSubscriptionChange, handler, other, {
          customerId: input.customerId,
          message: 'Please call us.',
        })
        heldCommit.release()
        expect(first.status).toBe(201)
        expect(await late).toMatchObject({
          status: 409,
          body: { type: '/problems/subscription-request-open' },
        })
      },
    )

    it('R40 asks the partner that the organisation has at the commit', async () => {
      const { as, input, customer } = await table.arranged(asking)
      const { partner: next } = await arrange.partner()
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(requestSubscriptionChange, handler, as, input))
      await heldCommit.arrived
      await arrange.moveCustomer(customer.customerId, next)
      heldCommit.release()
      const { status, body } = await called
      expect(status).toBe(201)
      expect(
        (await table.items()).find(({ pk }) => pk === `SUBSCRIPTION-REQUEST#${String(body['requestId'])}`),
      ).toMatchObject({ partnerId: next.partnerId, mappings: 1 })
    })

    it('R40 asks for nobody whose organisation was removed meanwhile', async () => {
      const { as, input, customer } = await table.arranged(async () => {
        const { input: asked, customer: removed } = await asking()
        const orgAdmin = arrange.somebody('org-admin')
        await arrange.setOrganizationRole(orgAdmin, removed, 'org-admin')
        await arrange.bind(orgAdmin)
        return { as: orgAdmin, input: asked, customer: removed }
      })
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const called = recordGuards(() => call(requestSubscriptionChange, handler, as, input))
      await heldCommit.arrived
      await arrange.removeCustomer(customer.customerId)
      heldCommit.release()
      expect(await called).toMatchObject({ status: 404, body: { type: '/problems/customer-not-found' } })
    })
  },
  refuses: {
    'no-partner': async () => {
      const { customer, superAdmin } = await arrange.unmappedCustomer()
      return { as: superAdmin, input: { customerId: customer.customerId, message: 'Please call us.' } }
    },
    'subscription-request-open': async () => {
      const { as, input, customer } = await asking()
      await arrange.subscriptionRequest(customer, as)
      return { as, input }
    },
  },
})
