import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/get-group.ts'
import { handler as removeUser } from '../../functions/users/delete-user.ts'
import { getGroup } from '../../shared/groups/contract.ts'
import { deleteUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withMembers = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const first = await arrange.user(customer, { firstName: 'Malee', lastName: '' })
  const gone = await arrange.user(customer)
  const last = await arrange.user(customer, { status: 'suspended' })
  const { groupId } = await arrange.group(customer, [last, gone, first])
  await call(deleteUser, removeUser, superAdmin, { customerId, userId: gone.userId })
  return { as: admin, input: { customerId, groupId }, first, gone, last, customer }
}

describeOperation(getGroup, handler, {
  done: {
    title: 'R57 shows a group with its members by pages; who is deleted is forgotten without a write',
    arrange: withMembers,
    then: async (answer, { as, input, first, gone, last }, table) => {
      expect(answer).toMatchObject({ groupId: input.groupId, name: 'Sales', version: 2 })
      expect(answer.members).toEqual({
        items: [
          { userId: first.userId, email: first.email, name: 'Malee' },
          { userId: last.userId, email: last.email, name: 'Malee Srisuk' },
        ],
      })
      const rows = (await table.items()).filter(({ pk }) => pk === `GROUP-MEMBERS#${input.groupId}`)
      expect(rows.map(({ userId }) => userId)).toContain(gone.userId)

      const page = async (cursor?: string) => {
        const { body } = await call(getGroup, handler, as, {
          ...input,
          limit: '1',
          ...(cursor ? { cursor } : {}),
        })
        return getGroup.declaration.output.parse(body).members
      }
      const pages = [await page()]
      for (let next = pages[0]?.nextCursor; next; next = pages.at(-1)?.nextCursor)
        pages.push(await page(next))
      expect(pages.map(({ items }) => items.map(({ userId }) => userId)).slice(0, 3)).toEqual([
        [first.userId],
        [],
        [last.userId],
      ])
    },
  },
  also: (table) => {
    it('R57 takes no cursor of another group', async () => {
      const { as, input, customer, last, first } = await table.arranged(withMembers)
      const other = await table.arranged(() => arrange.group(customer, [last, first]))
      const { body } = await call(getGroup, handler, as, { ...input, limit: '1' })
      const { nextCursor: cursor } = getGroup.declaration.output.parse(body).members
      const called = await call(getGroup, handler, as, {
        ...input,
        groupId: other.groupId,
        limit: '1',
        cursor,
      })
      expect(called.status).toBe(400)
    })
  },
  refuses: {
    'group-not-found': async () => {
      const { as, input, customer } = await withMembers()
      const { groupId } = await arrange.group(customer)
      await arrange.deleteGroup({ ...input, groupId })
      return { as, input: { ...input, groupId } }
    },
  },
})
