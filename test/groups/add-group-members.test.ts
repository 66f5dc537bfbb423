import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/add-group-members.ts'
import { handler as removeUser } from '../../functions/users/delete-user.ts'
import { addGroupMembers } from '../../shared/groups/contract.ts'
import { GroupId, UserId } from '../../shared/kernel/id.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const [one, two, three] = [
    await arrange.user(customer),
    await arrange.user(customer, { status: 'suspended' }),
    await arrange.user(customer),
  ]
  const { groupId } = await arrange.group(customer, [one])
  const input = { customerId, groupId, userIds: [one.userId, two.userId, three.userId] }
  return { as: admin, input, customer, superAdmin, added: [two, three] }
}

describeOperation(addGroupMembers, handler, {
  done: {
    title:
      'R57 adds users of the organisation to a group; who is a member stays one, and again nothing changes',
    arrange: asked,
    then: async (answer, { as, input, added }, table) => {
      const { customerId, groupId } = input
      expect(answer).toMatchObject({ groupId, version: 3 })
      const items = await table.items()
      const rows = items.filter(({ pk }) => pk === `GROUP-MEMBERS#${groupId}`)
      expect(rows.map(({ userId }) => userId)).toEqual(input.userIds.toSorted())
      const userIds = added.map(({ userId }) => userId)
      expect(items.filter(({ pk }) => pk === `AUDIT#GROUP#${groupId}`).at(-1)).toMatchObject({
        action: 'group-members.added',
        details: { userIds },
      })
      expect(
        items.filter(({ pk, action }) => pk === `LOG#${customerId}` && action === 'group-members.added'),
      ).toHaveLength(2)
      const before = withoutBindings(items)
      expect(await call(addGroupMembers, handler, as, input)).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)
    },
  },
  also: (table) => {
    it('R57 adds nobody who is deleted at the same time, and none of the others', async () => {
      const { as, input, superAdmin, added } = await table.arranged(asked)
      const { customerId, groupId } = input
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const asking = call(addGroupMembers, handler, as, input)
      await heldCommit.arrived
      const userId = added[1]?.userId ?? ''
      await call(deleteUser, removeUser, superAdmin, { customerId, userId })
      heldCommit.release()
      expect(await asking).toMatchObject({ status: 404, body: { type: '/problems/user-not-found' } })
      const rows = (await table.items()).filter(({ pk }) => pk === `GROUP-MEMBERS#${groupId}`)
      expect(rows).toHaveLength(1)
    })

    const user = (place: number): string => `usr_${String(place).padStart(26, '0')}`

    it.each([
      ['of none', []],
      ['of more than 20', Array.from({ length: 21 }, (_, place) => user(place))],
      ['with one twice', [user(1), user(1)]],
      ['with a group', ['grp_01JN7ZK3M0000000000000000A']],
      ['with an address', ['somebody@example.com']],
    ])('R57 takes no list %s', (_what, userIds) => {
      const { input: schema } = addGroupMembers.declaration
      const of = { customerId: `cus_${'0'.repeat(26)}`, groupId: `grp_${'0'.repeat(26)}` }
      expect(schema.safeParse({ ...of, userIds: [user(1), user(2)] }).success).toBe(true)
      expect(schema.safeParse({ ...of, userIds }).error?.issues[0]?.path[0]).toBe('userIds')
    })
  },
  refuses: {
    'group-not-found': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, groupId: GroupId.parse(`grp_${'0'.repeat(26)}`) } }
    },
    'user-not-found': async () => {
      const { as, input } = await asked()
      const foreign = await arrange.managed()
      const { userId } = await arrange.user(foreign.customer)
      return {
        as,
        input: {
          ...input,
          userIds: [...input.userIds.slice(0, 1), userId, UserId.parse(`usr_${'0'.repeat(26)}`)],
        },
      }
    },
  },
})
