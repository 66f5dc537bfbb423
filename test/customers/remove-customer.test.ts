import { expect } from 'vitest'
import { handler as add } from '../../functions/customers/add-customer.ts'
import { handler } from '../../functions/customers/remove-customer.ts'
import { addCustomer, removeCustomer } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const unverified = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { trial: true })
  return { as: admin, input: { customerId: customer.customerId }, customer, superAdmin }
}

describeOperation(removeCustomer, handler, {
  done: {
    title:
      'R16 removes a customer that was never verified; its claim, its count and its trial are given back (R18, R30)',
    arrange: unverified,
    then: async (answer, { as, input, customer, superAdmin }, table) => {
      const { customerId, domain } = customer
      expect(answer).toMatchObject({ customerId, domain })
      const items = await table.items()
      const left = items.filter(({ pk }) => pk === `CUSTOMER#${customerId}`).map(({ sk }) => sk)
      expect(left).toEqual(['CUSTOMER'])
      expect(items.some(({ pk }) => pk === `CLAIM#${domain}` || pk === `TRIAL#${domain}`)).toBe(false)
      expect(items.some(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))).toBe(false)
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${customer.partnerId}`)).toMatchObject({ claims: 0 })
      expect(items.some(({ sk }) => sk === `ROW#${customerId}`)).toBe(false)
      expect(items.filter(({ pk }) => pk === `MEMBER#${superAdmin.email}`)).toEqual([])
      expect(items.find(({ pk }) => pk === `ROLE-COUNT#${superAdmin.email}`)).toMatchObject({ roles: 0 })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.removed',
      ])

      const other = await unverified()
      const { domain: another, partnerId } = other.customer
      await table.put({
        pk: `CLAIM#${another}`,
        sk: `PARTNER#${partnerId}`,
        domain: another,
        partnerId,
        customerId,
      })
      expect(await call(removeCustomer, handler, other.as, other.input)).toMatchObject({ status: 503 })
      expect((await table.items()).some(({ pk }) => pk === `CLAIM#${another}`)).toBe(true)

      expect(await call(removeCustomer, handler, as, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/customer-not-found' },
      })
      const again = {
        domain,
        organizationName: 'Again',
        superAdmin: customer.superAdmin,
        country: 'TH',
        language: 'en',
      }
      const trial = { plan: 'standard', licences: 5 }
      const stranger = await arrange.partner()
      expect(await call(addCustomer, add, stranger.admin, { ...again, trial })).toMatchObject({ status: 201 })
      expect(await call(addCustomer, add, as, { ...again, trial })).toMatchObject({ status: 201 })
    },
  },
  refuses: {
    'customer-not-removable': async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      return { as: admin, input: { customerId: customer.customerId } }
    },
  },
})
