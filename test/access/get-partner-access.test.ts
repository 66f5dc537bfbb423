import { expect, it } from 'vitest'
import { handler } from '../../functions/access/get-partner-access.ts'
import { handler as cancel } from '../../functions/mapping/cancel-transfer.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { cancelTransfer } from '../../shared/mapping/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getPartnerAccess, handler, {
  done: {
    title: 'R60 tells super admin and org admins who manages them, revoked or not',
    arrange: async () => {
      const { partner } = await arrange.partner()
      const { customer, superAdmin, access } = await arrange.customer(partner)
      return { as: superAdmin, input: { customerId: customer.customerId }, partner, access }
    },
    then: async (answer, { input, partner, access }) => {
      const { partnerId, company } = partner
      const expected = {
        ...input,
        partner: { partnerId, companyName: company.name },
        status: 'granted',
        since: access.since,
      }
      expect(answer).toEqual({ ...expected, version: 1 })
      const orgAdmin = arrange.somebody('org-admin')
      const { customerId } = access
      await arrange.setOrganizationRole(orgAdmin, access, 'org-admin')
      await arrange.revokeAccess(customerId)
      expect(await call(getPartnerAccess, handler, orgAdmin, input)).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { status: 'revoked', version: 2 },
      })
    },
  },
  otherwise: [
    async () => {
      const { customer, superAdmin } = await arrange.pendingTransfer()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
  ],
  refuses: {},
  also: () => {
    it('R14 shows the transfer to another partner while one is open', async () => {
      const { customer, superAdmin, transfer } = await arrange.pendingTransfer()
      const { customerId } = customer
      const { transferId, completesAt } = transfer
      const input = { customerId, transferId }
      const shown = { transferId, state: 'pending', completesAt }
      expect((await call(getPartnerAccess, handler, superAdmin, { customerId })).body).toMatchObject({
        partner: { partnerId: transfer.from },
        status: 'granted',
        transfer: shown,
      })
      await call(cancelTransfer, cancel, superAdmin, input)
      const { body } = await call(getPartnerAccess, handler, superAdmin, { customerId })
      expect(body).not.toHaveProperty('transfer')
    })

    it('R16 says that there is no partner, and since when', async () => {
      const { customer, superAdmin, access } = await arrange.unmappedCustomer()
      const { customerId } = customer
      const { status, body } = await call(getPartnerAccess, handler, superAdmin, { customerId })
      expect(status).toBe(200)
      expect(body).toEqual({ customerId, status: 'no-partner', since: access.since, version: 2 })
    })
  },
})
