import { expect, it } from 'vitest'
import { handler as list } from '../../functions/services/list-services.ts'
import { world } from '../../functions/outside/world.ts'
import { handler } from '../../functions/services/set-service.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { listServices, setService } from '../../shared/services/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const switching = async (service: string, on: boolean, options = {}) => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const { customer } = await arrange.customer(partner, options)
  return { as: admin, input: { customerId: customer.customerId, service, on }, customer }
}

describeOperation(setService, handler, {
  done: {
    title: 'R15 switches a service off and on again, and writes nothing where it is switched so already',
    arrange: () => switching('mail', false),
    then: async (answer, { as, input }, table) => {
      expect(answer).toEqual({ service: 'mail', on: false, inPlan: true })
      const set = async (on: boolean) => (await call(setService, handler, as, { ...input, on })).body
      const actions = () => auditActions(table, `CUSTOMER#${input.customerId}`)
      expect(await set(false)).toEqual(answer)
      expect(await actions()).toEqual(['customer.added', 'service.switched-off'])
      expect(await set(true)).toEqual({ service: 'mail', on: true, inPlan: true })
      expect(await set(true)).toEqual({ service: 'mail', on: true, inPlan: true })
      expect(await actions()).toEqual(['customer.added', 'service.switched-off', 'service.switched-on'])
      expect((await table.items()).find(({ action }) => action === 'service.switched-on')).toMatchObject({
        details: { service: 'mail' },
      })
    },
  },
  also: (table) => {
    it('R15 R34 a service goes off with the trial and comes back with the plan as it was switched', async () => {
      const { as, input, customer } = await table.arranged(() => switching('chat', false, { trial: true }))
      const set = (service: string, on: boolean) => call(setService, handler, as, { ...input, service, on })
      const seen = async () => {
        const { body } = await call(listServices, list, as, { customerId: customer.customerId })
        const { items } = listServices.declaration.output.parse(body)
        return ['chat', 'meetings', 'docs'].map((name) => items.find(({ service }) => service === name)?.on)
      }
      expect((await set('chat', false)).status).toBe(200)
      expect(await seen()).toEqual([false, true, true])

      await arrange.advanceClock('P15D')
      expect(await seen()).toEqual([false, false, false])
      expect(await set('meetings', true)).toMatchObject({ status: 409 })
      expect((await set('docs', false)).body).toEqual({ service: 'docs', on: false, inPlan: false })

      const stored = await reader(world.table).find(customerRecord, customer)
      if (!stored) throw new Error('The customer is missing')
      const subscription = { ...stored.subscription, plan: 'standard' } as const
      await arrange.commit(
        ...customerChanged(stored, { ...stored, subscription }, { action: 'customer.arranged' }),
      )
      expect(await seen()).toEqual([false, true, false])
    })

    it('R15 tells which plans have what the plan lacks', async () => {
      const { as, input } = await table.arranged(() => switching('archive', true))
      expect((await call(setService, handler, as, input)).body).toMatchObject({
        type: '/problems/service-not-in-plan',
        plans: ['mail-premium', 'professional'],
      })
    })
  },
  refuses: {
    'service-not-found': () => switching('telegraph', false),
    'service-not-in-plan': () => switching('chat', true),
  },
})
