import { expect, it } from 'vitest'
import { handler } from '../../functions/users/add-alias.ts'
import { handler as remove } from '../../functions/users/remove-alias.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { MOST_ALIASES } from '../../shared/users/alias.ts'
import { addAlias, removeAlias } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutBindings } from '../support/describe/expect-refusal.ts'

const asked = async (local = 'Malee.S') => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId, domain } = customer
  const user = await arrange.user(customer)
  const input = { customerId, userId: user.userId, alias: `${local}@${domain}` }
  return { as: admin, input, customer, user, superAdmin }
}

const beyondPlan = async () => {
  const arranged = await asked()
  await arrange.beyondPlan(arranged.user)
  return arranged
}

describeOperation(addAlias, handler, {
  done: {
    title:
      'R55 gives the user an alias in its one spelling; one that stands is an answer, and writes nothing',
    arrange: asked,
    then: async (answer, { as, input, user, customer }, table) => {
      const alias = `malee.s@${customer.domain}`
      expect(answer).toMatchObject({ email: user.email, aliases: [alias], version: 2 })
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `ADDRESS#${alias}`)).toMatchObject({
        as: 'alias',
        userId: user.userId,
      })
      const before = withoutBindings(items)
      const again = await call(addAlias, handler, as, { ...input, alias: alias.toUpperCase() })
      expect(again).toMatchObject({ status: 200, body: answer })
      expect(withoutBindings(await table.items())).toEqual(before)
    },
  },
  using: [beyondPlan],
  also: (table) => {
    it('R55 an alias that the organisation takes away is closed to the partner for 30 days, and free to the organisation', async () => {
      const { as, input, superAdmin } = await table.arranged(asked)
      const add = async (who: arrange.Somebody) => (await call(addAlias, handler, who, input)).status
      const take = async (who: arrange.Somebody) => (await call(removeAlias, remove, who, input)).status
      expect([await add(superAdmin), await take(superAdmin), await add(as)]).toEqual([200, 200, 409])
      expect([await add(superAdmin), await take(superAdmin)]).toEqual([200, 200])
      await arrange.advanceClock('P30D')
      await arrange.openSession(as, input.customerId)
      expect(await add(as)).toBe(200)
    })

    it('R55 an alias that the partner itself takes away is free at once', async () => {
      const { as, input } = await table.arranged(asked)
      const ask = async (operation: typeof addAlias | typeof removeAlias, by: typeof handler) =>
        (await call(operation, by, as, input)).status
      expect([
        await ask(addAlias, handler),
        await ask(removeAlias, remove),
        await ask(addAlias, handler),
      ]).toEqual([200, 200, 200])
    })
  },
  refuses: {
    'user-not-found': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'administrator-protected': async () => {
      const { as, input, customer } = await asked()
      const { user } = await arrange.orgAdminUser(customer)
      return { as, input: { ...input, userId: user.userId } }
    },
    'address-outside-domain': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, alias: 'malee@example.com' } }
    },
    'address-taken': async () => {
      const { as, input, customer } = await asked()
      const { email } = await arrange.user(customer)
      return { as, input: { ...input, alias: email } }
    },
    'address-reserved': () => asked('Security'),
    'alias-limit-reached': async () => {
      const { as, input, user, customer } = await asked()
      const aliases = Array.from({ length: MOST_ALIASES }, (_, place) =>
        EmailAddress.parse(`alias-${place}@${customer.domain}`),
      )
      await arrange.setUser(user, (before) => ({ ...before, aliases }))
      return { as, input }
    },
  },
})
