import { expect } from 'vitest'
import { handler } from '../../functions/settings/change-contacts-sync.ts'
import { changeContactsSync } from '../../shared/settings/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async () => {
  const { customer } = await arrange.managed()
  const { who } = await arrange.orgAdminUser(customer)
  return { as: who, input: { customerId: customer.customerId, contactsSync: true } }
}

describeOperation(changeContactsSync, handler, {
  done: {
    title: 'R54 is set by an org admin, and back; what changes nothing writes nothing',
    arrange: asked,
    then: async (answer, { as, input }, table) => {
      const { customerId } = input
      expect(answer).toMatchObject({ contactsSync: true, version: 1 })
      const before = withoutBindings(await table.items())
      const again = await call(changeContactsSync, handler, as, input)
      expect(again).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)

      const back = await call(changeContactsSync, handler, as, { ...input, contactsSync: false })
      expect(back).toMatchObject({ status: 200, body: { contactsSync: false, version: 2 } })
      const lines = (await table.items()).filter(
        ({ pk, action }) => pk === `LOG#${customerId}` && action === 'settings.changed',
      )
      expect(lines).toMatchObject([
        { before: { contactsSync: false }, after: { contactsSync: true } },
        { before: { contactsSync: true }, after: { contactsSync: false } },
      ])
    },
  },
  refuses: {},
})
