import { expect } from 'vitest'
import { handler } from '../../functions/groups/list-groups.ts'
import { listGroups } from '../../shared/groups/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withGroups = async () => {
  const { admin, customer, partner } = await arrange.managed()
  const [first, gone, last] = [
    await arrange.group(customer),
    await arrange.group(customer),
    await arrange.group(customer),
  ]
  await arrange.deleteGroup(gone)
  const other = await arrange.customer(partner, { verified: true })
  await arrange.group(other.customer)
  return { as: admin, input: { customerId: customer.customerId }, groups: [last, first], first }
}

describeOperation(listGroups, handler, {
  done: {
    title: 'R57 lists the groups of the organisation alone, newest first, and none that is deleted',
    arrange: withGroups,
    then: async (answer, { as, input, groups, first }) => {
      expect(answer.nextCursor).toBeUndefined()
      expect(answer.items.map(({ groupId }) => groupId)).toEqual(groups.map(({ groupId }) => groupId))
      const page = (cursor?: unknown) =>
        call(listGroups, handler, as, { ...input, limit: '1', ...(cursor ? { cursor } : {}) })
      const one = await page()
      const two = await page(one.body['nextCursor'])
      expect(two.body).toMatchObject({ items: [], nextCursor: expect.any(String) })
      const three = await page(two.body['nextCursor'])
      expect(three.body).toMatchObject({ items: [{ groupId: first.groupId }] })
    },
  },
  refuses: {},
})
