import { expect, it } from 'vitest'
import { handler } from '../../functions/administrators/change-super-admin.ts'
import { handler as list } from '../../functions/customers/list-console-customers.ts'
import { changeSuperAdmin } from '../../shared/administrators/contract.ts'
import { listConsoleCustomers } from '../../shared/customers/contract.ts'
import { UserId } from '../../shared/kernel/id.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { expectOneSuperAdmin } from './one-super-admin.ts'

const handingOver = async () => {
  const { customer, superAdmin, admin } = await arrange.managed()
  const { customerId } = customer
  const { user, who } = await arrange.orgAdminUser(customer, { firstName: 'Somchai', lastName: 'Jaidee' })
  const input = { customerId, userId: user.userId }
  return { as: superAdmin, input, ifMatch: `"${user.version}"`, customer, admin, user, who }
}

const toUser = async (more: Parameters<typeof arrange.user>[1]) => {
  const { customer, superAdmin } = await arrange.managed()
  const { userId, customerId } = await arrange.user(customer, more)
  return { as: superAdmin, input: { customerId, userId }, ifMatch: '*' }
}

describeOperation(changeSuperAdmin, handler, {
  done: {
    title: 'R13 R56 makes the org admin the super admin and the former one an org admin, everywhere at once',
    arrange: handingOver,
    then: async (answer, { as, input, customer, admin, user, who }, table) => {
      const { customerId, domain, organizationName } = customer
      expect(answer).toMatchObject({ userId: user.userId, role: 'super-admin', version: user.version + 1 })
      const superAdmin = { firstName: 'Somchai', lastName: 'Jaidee', email: who.email }
      const items = await table.items()
      expectOneSuperAdmin(items, customerId)
      const of = (pk: string) => items.find((item) => item.pk === pk)
      expect(of(`CUSTOMER#${customerId}`)).toMatchObject({ superAdmin, appointments: 1 })
      expect(of(`MEMBER#${who.email}`)).toMatchObject({ role: 'super-admin' })
      expect(of(`MEMBER#${as.email}`)).toMatchObject({ role: 'org-admin' })
      expect(await auditActions(table, `USER#${input.userId}`)).toEqual(['user.added', 'user.role-changed'])
      expect((await auditActions(table, `CUSTOMER#${customerId}`)).at(-1)).toBe('super-admin.handed-over')
      expect(JSON.stringify(items.filter(({ pk }) => pk.startsWith('AUDIT#')))).not.toContain(who.email)
      const words = { domain, organizationName, former: as.email, successor: who.email }
      for (const { email } of [as, who])
        expect(await mailsTo(table, email)).toMatchObject([{ mail: 'super-admin-changed', words }])
      const { body } = await call(listConsoleCustomers, list, admin, {})
      expect(body['items']).toMatchObject([{ customerId, superAdmin }])
    },
  },
  also: (table) => {
    it('R13 R54 the successor does what the former one may no longer do, who is an org admin', async () => {
      const { as, input, customer, who } = await handingOver()
      expect(await call(changeSuperAdmin, handler, as, input, { ifMatch: '*' })).toMatchObject({
        status: 200,
      })
      const former = await arrange.userOf(customer.customerId, as)
      expect(former).toMatchObject({ role: 'org-admin', status: 'active' })
      expect(await call(changeSuperAdmin, handler, as, input, { ifMatch: '*' })).toMatchObject({
        status: 403,
        body: { type: '/problems/role-required' },
      })
      const back = { ...input, userId: former.userId }
      expect(await call(changeSuperAdmin, handler, who, back, { ifMatch: '*' })).toMatchObject({
        status: 200,
      })
      expectOneSuperAdmin(await table.items(), customer.customerId)
    })

    it('R51 knows nothing of a user of another organisation, nor of a deleted one', async () => {
      const { as, input, user } = await handingOver()
      const elsewhere = await handingOver()
      const foreign = { ...input, userId: elsewhere.user.userId }
      await arrange.deleteUser(user)
      for (const of of [foreign, input])
        expect(await call(changeSuperAdmin, handler, as, of, { ifMatch: '*' })).toMatchObject({
          status: 404,
          body: { type: '/problems/user-not-found' },
        })
    })

    it('R56 hands over to no org admin who is suspended', async () => {
      const { customer, superAdmin } = await arrange.managed()
      const { customerId, userId } = await arrange.user(customer, { role: 'org-admin', status: 'suspended' })
      expect(
        await call(changeSuperAdmin, handler, superAdmin, { customerId, userId }, { ifMatch: '*' }),
      ).toMatchObject({ status: 409, body: { type: '/problems/not-an-administrator' } })
    })
  },
  refuses: {
    'user-not-found': async () => {
      const asking = await handingOver()
      return { ...asking, input: { ...asking.input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'already-super-admin': async () => {
      const asking = await handingOver()
      const { userId } = await arrange.superAdminUserOf(asking.customer.customerId)
      return { ...asking, input: { ...asking.input, userId }, ifMatch: '*' }
    },
    'not-an-administrator': () => toUser({ role: 'member' }),
  },
})
