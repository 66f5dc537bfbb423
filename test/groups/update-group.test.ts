import { expect, it } from 'vitest'
import { handler } from '../../functions/groups/update-group.ts'
import { updateGroup } from '../../shared/groups/contract.ts'
import { GroupId } from '../../shared/kernel/id.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async () => {
  const { admin, customer } = await arrange.managed()
  const { customerId, groupId, version, address } = await arrange.group(customer)
  const input = { customerId, groupId, name: 'Support', whoMaySend: 'members' } as const
  return { as: admin, input, ifMatch: `"${version}"`, address }
}

describeOperation(updateGroup, handler, {
  done: {
    title: 'R57 updates the name and who may send as a merge patch; what changes nothing writes nothing',
    arrange: asked,
    then: async (answer, { as, input, address }, table) => {
      const { customerId, groupId, ...updated } = input
      expect(answer).toMatchObject({ ...updated, address, version: 2 })
      const items = await table.items()
      const line = items.find(({ pk, action }) => pk === `LOG#${customerId}` && action === 'group.updated')
      expect(line).toMatchObject({ before: { name: 'Sales', whoMaySend: 'anyone' }, after: updated })
      const chain = items.filter(({ pk }) => pk === `AUDIT#GROUP#${groupId}`)
      expect(chain.at(-1)).toMatchObject({ details: { changed: ['name', 'whoMaySend'] } })
      expect(JSON.stringify(chain)).not.toMatch(/sales|support/i)

      const before = withoutBindings(items)
      for (const same of [{}, { name: 'Support' }, updated])
        expect(
          await call(updateGroup, handler, as, { customerId, groupId, ...same }, { ifMatch: '"2"' }),
        ).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)
    },
  },
  also: () => {
    it.each([
      { name: null },
      { name: '' },
      { whoMaySend: null },
      { address: 'sales@example.co.th' },
      { state: 'deleted' },
      { members: [] },
    ])('R57 takes no patch %j', (members) => {
      const { input } = updateGroup.declaration
      const of = { customerId: `cus_${'0'.repeat(26)}`, groupId: `grp_${'0'.repeat(26)}` }
      expect(input.safeParse(of).success).toBe(true)
      expect(input.safeParse({ ...of, ...members }).error?.issues).toHaveLength(1)
    })
  },
  refuses: {
    'group-not-found': async () => {
      const { as, input, ifMatch } = await asked()
      return { as, input: { ...input, groupId: GroupId.parse(`grp_${'0'.repeat(26)}`) }, ifMatch }
    },
  },
})
