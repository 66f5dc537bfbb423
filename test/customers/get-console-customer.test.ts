import { expect } from 'vitest'
import { handler } from '../../functions/customers/get-console-customer.ts'
import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getConsoleCustomer, handler, {
  done: {
    title: 'R12 tells the customer with its version, R33 the budget of its trial, R34 that it ended',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { trial: true, verified: true })
      return { as: admin, input: { customerId: customer.customerId }, customer }
    },
    then: async (answer, { as, input, customer }) => {
      const { customerId, domain, superAdmin, trial, version } = customer
      expect(answer).toMatchObject({
        customerId,
        domain,
        superAdmin,
        version,
        action: 'manage',
        country: 'TH',
      })
      expect(answer).toMatchObject({
        plan: 'standard',
        licences: 10,
        trialBudget: { grantedDays: 15, extensionsLeft: 3 },
      })
      await arrange.advanceClock('P15D')
      const { headers, body } = await call(getConsoleCustomer, handler, as, input)
      expect(headers).toMatchObject({ etag: `"${version}"` })
      expect(body).toMatchObject({
        plan: 'free',
        licences: 5,
        trial: { state: 'ended', endsAt: trial?.endsAt },
        trialBudget: { state: 'ended', extensionsLeft: 0 },
      })
    },
  },
  refuses: {},
})
