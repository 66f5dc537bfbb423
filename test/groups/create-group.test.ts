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
  otherwise: [
    async () => {
      const { as, input, customer } = await released()
      await arrange.advanceClock('P30D')
      await arrange.openSession(as, customer.customerId)
      return { as, input }
    },
  ],
  also: (table) => {
    it.each([
      ['address', 'sales+more@example.co.th'],
      ['address', 'sales..more@example.co.th'],
      ['address', 'ſales@example.co.th'],
      ['name', 'call sales@example.co.th'],
      ['name', '4111 1111 1111 1111'],
      ['whoMaySend', 'admins'],
    ])('R55 R57 refuses the %s %s, at its pointer', async (member, value) => {
      const { as, input } = await table.arranged(asked)
      const called = await call(createGroup, handler, as, { ...input, [member]: value })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer: `/${member}` }] } })
    })

    it.each(['members', 'userIds', 'role', 'forwardTo'])('R52 R57 knows no member %s', async (member) => {
      const { as, input } = await table.arranged(asked)
      const called = await call(createGroup, handler, as, { ...input, [member]: ['x@example.com'] })
      expect(called).toMatchObject({ status: 400, body: { issues: [{ pointer: `/${member}` }] } })
    })
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
