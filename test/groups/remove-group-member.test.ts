import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/remove-group-member.ts'
import { handler as removeUser } from '../../functions/users/delete-user.ts'
import { removeGroupMember } from '../../shared/groups/contract.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const [user, other] = [await arrange.user(customer), await arrange.user(customer)]
  const { customerId, groupId } = await arrange.group(customer, [user, other])
  return { as: admin, input: { customerId, groupId, userId: user.userId }, customer, other, superAdmin }
}

describeOperation(removeGroupMember, handler, {
  done: {
    title: 'R57 removes one user from a group and leaves the others',
    arrange: asked,
    then: async (answer, { input, other }, table) => {
      const { groupId, userId } = input
      expect(answer).toMatchObject({ groupId, version: 3 })
      const items = await table.items()
      const rows = items.filter(({ pk }) => pk === `GROUP-MEMBERS#${groupId}`)
      expect(rows).toMatchObject([{ userId: other.userId }])
      expect(items.filter(({ pk }) => pk === `AUDIT#GROUP#${groupId}`).at(-1)).toMatchObject({
        action: 'group-member.removed',
        details: { userId },
      })
    },
  },
  also: (table) => {
    it('R57 knows no member who is deleted', async () => {
      const { as, input, superAdmin } = await table.arranged(asked)
      const { customerId, userId } = input
      await call(deleteUser, removeUser, superAdmin, { customerId, userId })
      expect(await call(removeGroupMember, handler, as, input)).toMatchObject({
        status: 404,
        body: { type: '/problems/user-not-found' },
      })
    })
  },
  refuses: {
    'group-not-found': async () => {
      const { as, input } = await asked()
      await arrange.deleteGroup(input)
      return { as, input }
    },
    'user-not-found': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'group-member-not-found': async () => {
      const { as, input, customer } = await asked()
      const { userId } = await arrange.user(customer)
      return { as, input: { ...input, userId } }
    },
  },
})
