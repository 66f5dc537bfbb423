import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/delete-group.ts'
import { handler as create } from '../../functions/groups/create-group.ts'
import { createGroup, deleteGroup } from '../../shared/groups/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withGroup = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const { groupId, address } = await arrange.group(customer, [await arrange.user(customer)])
  return { as: admin, input: { customerId, groupId }, address, superAdmin }
}

describeOperation(deleteGroup, handler, {
  done: {
    title: 'R55 R57 keeps that there was a group, frees its address, and looks at no member',
    arrange: withGroup,
    then: async (answer, { input, address }, table) => {
      const { customerId, groupId } = input
      expect(answer).toEqual({ groupId })
      const items = await table.items()
      const of = (key: string) => items.find(({ pk, sk }) => `${pk} ${sk}`.startsWith(key))
      const stored = of(`GROUPS#${customerId} GROUP#${groupId}`)
      expect(stored).toMatchObject({ state: 'deleted', version: 3 })
      expect(JSON.stringify(stored)).not.toMatch(new RegExp(`${address}|Sales`))
      expect(of(`ADDRESSES#${customerId} ADDRESS#${address}`)).toBeUndefined()
      expect(of(`GROUP-MEMBERS#${groupId}`)).toBeDefined()
      const line = items.find(({ pk, action }) => pk === `LOG#${customerId}` && action === 'group.deleted')
      expect(line).toMatchObject({ before: { address, name: 'Sales' }, after: { state: 'deleted' } })
    },
  },
  also: (table) => {
    it.each([
      ['the organisation', 'for 30 days, is closed to its partner', true, '/problems/address-reserved'],
      ['the partner itself', 'is free to it', false, undefined],
    ])('R55 the address that %s released %s', async (_who, _how, isByOrganization, type) => {
      const { as, input, address, superAdmin } = await table.arranged(withGroup)
      await call(deleteGroup, handler, isByOrganization ? superAdmin : as, input)
      const again = { customerId: input.customerId, address, name: 'Sales', whoMaySend: 'anyone' } as const
      const { body } = await call(createGroup, create, as, again)
      expect(body['type']).toBe(type)
      if (!isByOrganization) return
      await table.arranged(() => arrange.advanceClock('P30D'))
      await table.arranged(() => arrange.openSession(as, input.customerId))
      expect(await call(createGroup, create, as, again)).toMatchObject({ status: 201 })
    })

    it('R52 R55 the address that the organisation released stays reserved, though it took it again and the partner deleted that group', async () => {
      const { as, input, address, superAdmin } = await table.arranged(withGroup)
      const { customerId } = input
      const again = { customerId, address, name: 'Sales', whoMaySend: 'anyone' } as const
      await call(deleteGroup, handler, superAdmin, input)
      const { body } = await call(createGroup, create, superAdmin, again)
      const { groupId } = createGroup.declaration.output.parse(body)
      expect(await call(deleteGroup, handler, as, { customerId, groupId })).toMatchObject({ status: 200 })
      expect(await call(createGroup, create, as, again)).toMatchObject({
        status: 409,
        body: { type: '/problems/address-reserved' },
      })
    })

    it('R55 the organisation takes the address that it released at once', async () => {
      const { input, address, superAdmin } = await table.arranged(withGroup)
      await call(deleteGroup, handler, superAdmin, input)
      const again = { customerId: input.customerId, address, name: 'Sales', whoMaySend: 'anyone' } as const
      expect(await call(createGroup, create, superAdmin, again)).toMatchObject({ status: 201 })
    })
  },
  refuses: {
    'group-not-found': async () => {
      const { as, input } = await withGroup()
      await arrange.deleteGroup(input)
      return { as, input }
    },
  },
})
