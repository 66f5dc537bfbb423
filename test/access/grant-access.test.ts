import { expect } from 'vitest'
import { handler } from '../../functions/access/grant-access.ts'
import { handler as see } from '../../functions/customers/get-console-customer.ts'
import { grantAccess } from '../../shared/access/contract.ts'
import { getConsoleCustomer } from '../../shared/customers/contract.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

describeOperation(grantAccess, handler, {
  done: {
    title:
      'R62 an administrator of the organisation grants the partner access again, the partner never itself',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      const { customer, superAdmin } = await arrange.customer(partner)
      const { customerId } = customer
      await arrange.revokeAccess(customerId)
      const orgAdmin = arrange.somebody('org-admin')
      await arrange.setOrganizationRole(orgAdmin, customer, 'org-admin')
      expect(await call(grantAccess, handler, admin, { customerId })).toMatchObject({ status: 404 })
      return { as: orgAdmin, input: { customerId }, admin, partner, superAdmin }
    },
    then: async (answer, { as, input, admin, partner, superAdmin }, table) => {
      expect(answer).toMatchObject({
        ...input,
        status: 'granted',
        version: 3,
        partner: { partnerId: partner.partnerId },
      })
      expect(await call(getConsoleCustomer, see, admin, input)).toMatchObject({ status: 200 })
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ROW#${input.customerId}`)).toMatchObject({
        accessStatus: 'granted',
      })
      const chain = await auditActions(table, `ACCESS#${input.customerId}`)
      expect(chain).toEqual(['access.granted', 'access.revoked', 'access.granted'])
      for (const who of [superAdmin, admin])
        expect(await mailsTo(table, who.email)).toMatchObject([
          { mail: 'access-granted', words: { grantedAt: answer.since } },
        ])
      expect(await mailsTo(table, as.email)).toEqual([])
    },
  },
  refuses: {
    'no-partner': async () => {
      const { customer, superAdmin } = await arrange.unmappedCustomer()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
    'daily-number-reached': async () => {
      const { customer, superAdmin } = await arrange.customer((await arrange.partner()).partner)
      const { customerId } = customer
      await arrange.revokeAccess(customerId)
      await arrange.countedToday('grants', customerId, MOST_A_DAY.grants)
      return { as: superAdmin, input: { customerId } }
    },
    'access-already-granted': async () => {
      const { customer, superAdmin } = await arrange.customer((await arrange.partner()).partner)
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
  },
})
