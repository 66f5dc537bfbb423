import { expect, it } from 'vitest'
import * as z from 'zod'
import { handler } from '../../functions/access/get-partner-access.ts'
import { handler as cancel } from '../../functions/mapping/cancel-transfer.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { cancelTransfer } from '../../shared/mapping/contract.ts'
import { leavePartner } from '../../shared/people/person.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getPartnerAccess, handler, {
  done: {
    title: 'R60 tells super admin and org admins who manages them, revoked or not',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      const { customer, superAdmin, access } = await arrange.customer(partner)
      const { customerId } = customer
      const session = await arrange.openSession(admin, customerId)
      return { as: superAdmin, input: { customerId }, partner, access, admin, session }
    },
    then: async (answer, { input, partner, access, admin, session }) => {
      const { partnerId, company } = partner
      const expected = {
        ...input,
        partner: { partnerId, companyName: company.name },
        status: 'granted',
        since: access.since,
      }
      const openSessions = [{ email: admin.email, openedAt: session.openedAt, endsAt: session.endsAt }]
      expect(answer).toEqual({ ...expected, version: 1, openSessions })
      const orgAdmin = arrange.somebody('org-admin')
      const { customerId } = access
      await arrange.setOrganizationRole(orgAdmin, access, 'org-admin')
      await arrange.revokeAccess(customerId)
      expect(await call(getPartnerAccess, handler, orgAdmin, input)).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { status: 'revoked', version: 2, openSessions: [] },
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
      expect(body).toEqual({
        customerId,
        status: 'no-partner',
        since: access.since,
        version: 2,
        openSessions: [],
      })
    })

    it('R53 shows which sessions are open now, and none that was closed, has expired or has ended', async () => {
      const admins = ['one', 'two', 'three'].map((name) => arrange.somebody(name))
      const { partner } = await arrange.partner({ admins })
      const { customer, superAdmin } = await arrange.customer(partner)
      const { customerId } = customer
      const [stays, closes, leaves] = admins
      if (!stays || !closes || !leaves) throw new Error('The partner has too few admins')
      for (const admin of admins) await arrange.openSession(admin, customerId)
      const shown = async () => {
        const { body } = await call(getPartnerAccess, handler, superAdmin, { customerId })
        return z
          .array(z.object({ email: z.string() }))
          .parse(body['openSessions'])
          .map(({ email }) => email)
      }
      expect((await shown()).toSorted()).toEqual(admins.map(({ email }) => email).toSorted())
      await arrange.closeSession(closes, customerId)
      await arrange.setPerson(leaves, leavePartner)
      expect(await shown()).toEqual([stays.email])
      await arrange.revokeAccess(customerId)
      await arrange.grantAccess(customerId)
      expect(await shown()).toEqual([])
      await arrange.openSession(stays, customerId)
      expect(await shown()).toEqual([stays.email])
      await arrange.advanceClock('PT1H')
      expect(await shown()).toEqual([])
    })
  },
})
