import { expect } from 'vitest'
import { handler } from '../../functions/organizations/get-organization.ts'
import { getOrganization } from '../../shared/organizations/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const transferred = async () => {
  const { customer, superAdmin, former, transfer } = await arrange.pendingTransfer()
  const { customerId } = customer
  const { partner } = former
  return { as: superAdmin, input: { customerId }, customer, partner, transfer }
}

describeOperation(getOrganization, handler, {
  done: {
    title:
      'R14 R16 R34 tells an organisation what it has, who manages it, and the transfer that waits; without a partner it goes on',
    arrange: transferred,
    then: async (answer, { as, input, customer, partner, transfer }) => {
      const { customerId, domain, organizationName, trial, version } = customer
      const { transferId, state, completesAt } = transfer
      expect(answer).toEqual({
        customerId,
        domain,
        domainState: 'verified',
        organizationName,
        plan: 'standard',
        licences: 10,
        payPeriod: 'yearly',
        renewalDate: customer.subscription.renewalDate,
        trial: { state: 'running', endsAt: trial?.endsAt, latestEndsAt: expect.any(String) },
        partner: { partnerId: partner.partnerId, companyName: partner.company.name },
        access: 'granted',
        transfer: { transferId, state, completesAt },
        version,
      })

      const orgAdmin = arrange.somebody('org-admin')
      await arrange.setOrganizationRole(orgAdmin, customer, 'org-admin')
      await arrange.revokeAccess(customerId)
      await arrange.advanceClock('P15D')
      const later = await call(getOrganization, handler, orgAdmin, input)
      expect(later).toMatchObject({
        status: 200,
        headers: { etag: `"${version}"` },
        body: { access: 'revoked', plan: 'professional', licences: 10, trial: { state: 'ended' } },
      })

      const next = await arrange.moveCustomer(customerId)
      const moved = await call(getOrganization, handler, as, input)
      expect(moved.body).toMatchObject({ access: 'granted', partner: { partnerId: next.partnerId } })
      expect(moved.body).not.toHaveProperty('transfer')

      const alone = await arrange.unmappedCustomer()
      const { customerId: unmapped } = alone.customer
      const lonely = await call(getOrganization, handler, alone.superAdmin, { customerId: unmapped })
      expect(lonely.body).toEqual({
        customerId: unmapped,
        domain: alone.customer.domain,
        domainState: 'verified',
        organizationName: alone.customer.organizationName,
        plan: 'free',
        licences: 5,
        access: 'no-partner',
        version: alone.customer.version,
      })
    },
  },
  refuses: {},
})
