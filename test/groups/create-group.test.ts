import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/create-group.ts'
import { createGroup } from '../../shared/groups/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async (local = 'Sales') => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId, domain } = customer
  const input = {
    customerId,
    address: `${local}@${domain}`,
    name: 'ฝ่ายขาย',
    whoMaySend: 'organization',
  } as const
  return { as: admin, input, customer, superAdmin }
}

/** An address of a group that the organisation itself has deleted. */
const released = async () => {
  const asking = await asked()
  const { customer } = asking
  const { groupId, address } = await arrange.group(customer)
  await arrange.deleteGroup({ customerId: customer.customerId, groupId })
  return { ...asking, input: { ...asking.input, address } }
}

describeOperation(createGroup, handler, {
  done: {
    title: 'R55 R57 creates a group that holds its address, without members; its words are in the log alone',
    arrange: asked,
    then: async (answer, { customer }, table) => {
      const { customerId, domain } = customer
      const { groupId } = answer
      const shown = { address: `sales@${domain}`, name: 'ฝ่ายขาย', whoMaySend: 'organization' }
      expect(answer).toMatchObject({ ...shown, version: 1 })
      const items = await table.items()
      expect(
        items.find(({ pk, sk }) => `${pk} ${sk}` === `ADDRESSES#${customerId} ADDRESS#sales@${domain}`),
      ).toMatchObject({ state: 'held-by-group', groupId })
      const lines = items.filter(({ pk, action }) => pk === `LOG#${customerId}` && action === 'group.created')
      expect(lines).toMatchObject([{ after: shown, subject: `GROUP#${groupId}` }])
      const chain = items.filter(({ pk }) => pk === `AUDIT#GROUP#${groupId}`)
      expect(chain).toHaveLength(1)
      expect(JSON.stringify(chain)).not.toMatch(/sales|ฝ่ายขาย/i)
    },
  },
  also: (table) => {
    it('R55 does not take an address that was released, and that somebody else takes at the same time', async () => {
      const { superAdmin, input } = await table.arranged(released)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const late = call(createGroup, handler, superAdmin, input)
      await heldCommit.arrived
      expect(await call(createGroup, handler, superAdmin, input)).toMatchObject({ status: 201 })
      heldCommit.release()
      expect(await late).toMatchObject({ status: 409, body: { type: '/problems/address-taken' } })
    })

    const given = {
      customerId: 'cus_01JN7ZK3M0000000000000000A',
      address: 'sales@example.co.th',
      name: 'Sales',
      whoMaySend: 'anyone',
    }
    const { input } = createGroup.declaration

    it.each([
      ['address', 'sales+more@example.co.th'],
      ['address', 'sales..more@example.co.th'],
      ['address', 'ſales@example.co.th'],
      ['name', 'call sales@example.co.th'],
      ['name', '4111 1111 1111 1111'],
      ['whoMaySend', 'admins'],
    ])('R55 R57 takes no %s %s', (member, value) => {
      expect(input.safeParse(given).success).toBe(true)
      expect(input.safeParse({ ...given, [member]: value }).error?.issues).toMatchObject([{ path: [member] }])
    })

    it.each(['members', 'userIds', 'role', 'forwardTo'])('R52 R57 knows no member %s', (member) =>
      expect(input.safeParse({ ...given, [member]: 'x@example.com' }).error?.issues).toMatchObject([
        { code: 'unrecognized_keys', keys: [member] },
      ]),
    )
  },
  refuses: {
    'address-outside-domain': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, address: 'sales@example.com' } }
    },
    'address-taken': async () => {
      const { as, input, customer } = await asked()
      const { address } = await arrange.group(customer)
      return { as, input: { ...input, address: address.toUpperCase() } }
    },
    'address-reserved': released,
  },
})
