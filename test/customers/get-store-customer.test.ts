import { expect } from 'vitest'
import { handler } from '../../functions/customers/get-store-customer.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { getStoreCustomer } from '../../shared/customers/contract.ts'
import { update } from '../../shared/customers/details.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const PHONE = '+6621234567'

describeOperation(getStoreCustomer, handler, {
  done: {
    title:
      'R13 tells the customer with its version, R33 R34 its trial as it is at that instant, and R63 after a revocation nobody to contact',
    arrange: async () => {
      const { admin, partner } = await arrange.partner({ workplace: false })
      const { customer } = await arrange.customer(partner, { trial: true, verified: true })
      const event = { action: 'customer.updated' } as const
      await arrange.commit(...customerChanged(customer, update(customer, { contactPhone: PHONE }), event))
      return { as: admin, input: { customerId: customer.customerId }, customer }
    },
    then: async (answer, { as, input, customer }) => {
      const { customerId, domain, superAdmin, organizationName, createdAt } = customer
      expect(answer).toMatchObject({
        customerId,
        domain,
        domainState: 'verified',
        organizationName,
        access: 'granted',
        superAdmin,
        plan: 'standard',
        licences: 10,
        country: 'TH',
        language: 'en',
        contactPhone: PHONE,
        createdAt,
        trialBudget: { grantedDays: 15, extensionsLeft: 3 },
        version: customer.version + 1,
      })

      await arrange.revokeAccess(customerId)
      await arrange.advanceClock('P15D')
      const { status, headers, body } = await call(getStoreCustomer, handler, as, input)
      expect({ status, etag: headers['etag'] }).toEqual({ status: 200, etag: `"${customer.version + 1}"` })
      const { superAdmin: _contact, contactPhone: _phone, ...billing } = answer
      expect(body).toEqual({
        ...billing,
        access: 'revoked',
        plan: 'free',
        licences: 5,
        trial: { ...answer.trial, state: 'ended' },
        trialBudget: { ...answer.trialBudget, state: 'ended', extensionsLeft: 0 },
      })
      expect(JSON.stringify(body)).not.toContain(superAdmin.email)
    },
  },
  refuses: {},
})
