import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/end-mapping.ts'
import { world } from '../../functions/outside/world.ts'
import { accessRecord } from '../../shared/access/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { endMapping } from '../../shared/mapping/contract.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo, mailsToPartner } from '../support/table/effects.ts'

const mapped = async (verified: boolean) => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { verified, trial: true })
  return { as: admin, input: { customerId: customer.customerId }, partner, customer, superAdmin }
}

describeOperation(endMapping, handler, {
  done: {
    title: 'R16 a verified customer goes on without a partner, with its trial; both sides are told',
    arrange: () => mapped(true),
    then: async (answer, { as, input, partner, customer, superAdmin }, table) => {
      const { customerId } = input
      expect(answer).toMatchObject({ customerId, removed: false })
      const { organizationName, domain, trial, verification } = customer
      const stored = await reader(world.table).get(customerRecord, { customerId })
      expect(stored).toMatchObject({ state: 'live', trial, verification, mappings: 1 })
      expect(stored).not.toHaveProperty('partnerId')
      expect(await reader(world.table).get(accessRecord, { customerId })).toMatchObject({
        status: 'no-partner',
        since: answer.endedAt,
      })
      const items = await table.items()
      expect(items.some(({ sk }) => sk === `ROW#${customerId}`)).toBe(false)
      expect(items.some(({ pk }) => pk === `DOMAIN#${domain}`)).toBe(true)
      expect(items.find(({ pk }) => pk === `ROLE-COUNT#${superAdmin.email}`)).toMatchObject({ roles: 0 })
      expect(items.some(({ pk }) => pk === `MEMBER#${superAdmin.email}`)).toBe(true)
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'customer.unmapped',
      ])
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'mapping-ended', words }])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'mapping-ended', words }])
      expect(await call(endMapping, handler, as, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/customer-not-found' },
      })
    },
  },
  otherwise: [() => mapped(false)],
  repeated: 'customer-not-found',
  refuses: {
    'transfer-open': async () => {
      const former = await arrange.partner()
      const { customer } = await arrange.pendingTransfer({ former })
      return { as: former.admin, input: { customerId: customer.customerId } }
    },
  },
  also: (table) => {
    it('R16 R18 removes a customer that was never verified with its claim and trial, and tells both sides', async () => {
      const { as, input, partner, customer, superAdmin } = await table.arranged(() => mapped(false))
      const { customerId, domain, organizationName } = customer
      expect(await call(endMapping, handler, as, input)).toMatchObject({
        status: 200,
        body: { removed: true },
      })
      const items = await table.items()
      expect(items.find(({ pk }) => pk === `CUSTOMER#${customerId}`)).toMatchObject({ state: 'removed' })
      expect(items.some(({ pk }) => pk === `CLAIM#${domain}`)).toBe(false)
      expect(items.find(({ pk }) => pk === `CLAIM-COUNT#${partner.partnerId}`)).toMatchObject({ claims: 0 })
      expect(items.some(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(customerId))).toBe(false)
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, superAdmin.email)).toMatchObject([{ mail: 'customer-removed', words }])
      expect(await mailsToPartner(table, partner)).toMatchObject([{ mail: 'customer-removed', words }])
    })

    it('R63 is open to a partner whose access was revoked', async () => {
      const { as, input } = await table.arranged(async () => {
        const arranged = await mapped(true)
        await arrange.revokeAccess(arranged.customer.customerId)
        return arranged
      })
      expect(await call(endMapping, handler, as, input)).toMatchObject({ status: 200 })
    })
  },
})
