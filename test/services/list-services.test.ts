import { expect } from 'vitest'
import { handler } from '../../functions/services/list-services.ts'
import { listServices } from '../../shared/services/contract.ts'
import { Service } from '../../shared/services/service.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listServices, handler, {
  done: {
    title: 'R15 lists the whole catalogue; R34 services go off when the trial ends, before any job runs',
    arrange: async () => {
      const { admin, partner } = await arrange.partner({ workplace: false })
      const { customer } = await arrange.customer(partner, { trial: true })
      return { as: admin, input: { customerId: customer.customerId } }
    },
    then: async ({ items }, { as, input }) => {
      expect(items.map(({ service }) => service)).toEqual(Service.options)
      expect(items).toContainEqual({ service: 'chat', on: true, inPlan: true })
      expect(items).toContainEqual({ service: 'archive', on: false, inPlan: false })
      await arrange.advanceClock('P15D')
      const { body } = await call(listServices, handler, as, input)
      const later = listServices.declaration.output.parse(body).items
      expect(later).toContainEqual({ service: 'mail', on: true, inPlan: true })
      expect(later).toContainEqual({ service: 'chat', on: false, inPlan: false })
    },
  },
  refuses: {},
})
