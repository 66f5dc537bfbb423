import { expect, it } from 'vitest'
import { handler } from '../../functions/users/delete-user.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withUser = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const user = await arrange.user(customer)
  return { as: superAdmin, input: { customerId, userId: user.userId }, customer, user }
}

const withAdministrator = async () => {
  const { customer, superAdmin, partner } = await arrange.managed()
  const { user, who } = await arrange.orgAdminUser(customer)
  return {
    as: superAdmin,
    input: { customerId: customer.customerId, userId: user.userId },
    who,
    customer,
    partner,
  }
}

describeOperation(deleteUser, handler, {
  done: {
    title: 'R56 frees the seat and the addresses, and keeps that there was a user',
    arrange: withUser,
    then: async (answer, { input, user }, table) => {
      expect(answer).toEqual({ userId: input.userId })
      const items = await table.items()
      const of = (partition: string) => items.find(({ pk, sk }) => `${pk} ${sk}`.startsWith(partition))
      const stored = of(`USERS#${input.customerId} USER#${user.userId}`)
      expect(stored).toMatchObject({ status: 'deleted', version: 2 })
      expect(stored).not.toHaveProperty('email')
      expect(of(`SEATS#${input.customerId}`)).toMatchObject({ active: 1 })
      expect(of(`ADDRESSES#${input.customerId} ADDRESS#${user.email}`)).toMatchObject({ state: 'released' })
    },
  },
  otherwise: [withAdministrator],
  also: (table) => {
    it('R17 counts the role no longer for the partner to which the organisation moves meanwhile', async () => {
      const { as, input, who, customer, other } = await table.arranged(async () => {
        const arranged = await withAdministrator()
        const { partner } = arranged
        const other = await arrange.customer(partner, { verified: true })
        await arrange.setOrganizationRole(arranged.who, other.customer, 'org-admin')
        return { ...arranged, other }
      })
      const committing = table.proxy.holdNext('TransactWriteItems')
      const deleting = recordGuards(() => call(deleteUser, handler, as, input))
      await committing.arrived
      await arrange.moveCustomer(customer.customerId)
      committing.release()
      expect((await deleting).status).toBe(200)
      const counts = (await table.items()).filter(({ pk }) => pk === `ROLE-COUNT#${who.email}`)
      const ofFormer = counts.find(({ partnerId }) => partnerId === other.customer.partnerId)
      expect(ofFormer).toMatchObject({ roles: 1 })
      expect(counts.filter((count) => count !== ofFormer)).toMatchObject([{ roles: 0 }])
    })
  },
  refuses: {
    'user-not-found': async () => {
      const { as, input } = await withUser()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'administrator-protected': async () => {
      const { input, who } = await withAdministrator()
      return { as: who, input }
    },
  },
})
