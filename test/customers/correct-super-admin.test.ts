import { expect, it } from 'vitest'
import { handler as read } from '../../functions/access/get-partner-access.ts'
import { handler } from '../../functions/customers/correct-super-admin.ts'
import { world } from '../../functions/outside/world.ts'
import { getPartnerAccess } from '../../shared/access/contract.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { administer, type Person } from '../../shared/people/person.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const mistyped = async (next = arrange.somebody('intended'), signedIn = false) => {
  const { admin, partner } = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(partner, { signedIn })
  const { customerId, version } = customer
  const input = { customerId, firstName: 'Mali', lastName: 'Srisuk', email: next.email }
  return { as: admin, input, ifMatch: `"${version}"`, partner, customer, superAdmin, next }
}

describeOperation(correctSuperAdmin, handler, {
  done: {
    title: 'R13 puts the intended person in place of the mistyped one, in listing, memberships and mail',
    arrange: () => mistyped(),
    then: async (answer, { as, input, partner, customer, superAdmin, next }, table) => {
      const { customerId, domain, organizationName, version } = customer
      const { customerId: _id, ...corrected } = input
      expect(answer).toMatchObject({ customerId, superAdmin: corrected, version: version + 1 })
      const items = await table.items()
      const person = ({ email }: arrange.Somebody) => items.find(({ pk }) => pk === `PERSON#${email}`)
      expect(person(superAdmin)).toMatchObject({ organizations: {} })
      expect(person(next)).toMatchObject({ organizations: { [customerId]: 'super-admin' } })
      const row = items.find(({ sk }) => sk === `ROW#${customerId}`)
      expect(row).toMatchObject({ summary: { superAdmin: corrected } })
      expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual([
        'customer.added',
        'super-admin.corrected',
      ])
      expect(await auditActions(table, `PERSON#${next.email}`)).toEqual(['organization-role.granted'])
      expect((await auditActions(table, `PERSON#${superAdmin.email}`)).at(-1)).toBe('organization-role.ended')
      const words = { organizationName, domain, partnerName: partner.company.name }
      expect(await mailsTo(table, next.email)).toMatchObject([{ mail: 'customer-added', words }])
      expect(await mailsTo(table, superAdmin.email)).toEqual([])

      const correct = (change: object, ifMatch: number) =>
        call(correctSuperAdmin, handler, as, { ...input, ...change }, { ifMatch: `"${ifMatch}"` })
      expect(await correct({ firstName: 'มะลิ' }, version + 1)).toMatchObject({
        status: 200,
        headers: { etag: `"${version + 2}"` },
        body: { superAdmin: { ...corrected, firstName: 'มะลิ' } },
      })
      expect(await mailsTo(table, next.email)).toHaveLength(1)

      expect(await call(getPartnerAccess, read, superAdmin, { customerId })).toMatchObject({ status: 404 })
      expect(await call(getPartnerAccess, read, next, { customerId })).toMatchObject({ status: 200 })
      expect(await correct({ firstName: 'Mali' }, version + 2)).toMatchObject({
        status: 409,
        body: { type: '/problems/super-admin-signed-in' },
      })
    },
  },
  also: (table) =>
    it('R13 corrects nobody who signs in while the correction is on its way', async () => {
      const { as, input, ifMatch, superAdmin } = await mistyped()
      await arrange.bind(as)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const correcting = call(correctSuperAdmin, handler, as, input, { ifMatch })
      await heldCommit.arrived
      await arrange.bind(superAdmin)
      heldCommit.release()
      expect(await correcting).toMatchObject({
        status: 409,
        body: { type: '/problems/super-admin-signed-in' },
      })
    }),
  refuses: {
    'super-admin-signed-in': () => mistyped(arrange.somebody('intended'), true),
    'partner-member-is-organization-admin': async () => {
      const { as, input, ifMatch } = await mistyped()
      return { as, input: { ...input, email: as.email }, ifMatch }
    },
    'organizations-exhausted': async () => {
      const busy = arrange.somebody('busy')
      const { as, input, ifMatch, partner } = await mistyped(busy)
      const full = (person: Person): Person =>
        Array.from({ length: 100 }, () => CustomerId.parse(`cus_${world.ulid(world.realMs())}`)).reduce(
          (administrator, customerId) =>
            administer(administrator, customerId, 'org-admin', partner.partnerId),
          person,
        )
      await arrange.setPerson(busy, full)
      return { as, input, ifMatch }
    },
  },
})
