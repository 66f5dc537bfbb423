import { expect, it } from 'vitest'
import { handler as add } from '../../functions/users/add-alias.ts'
import { handler } from '../../functions/users/remove-alias.ts'
import { handler as update } from '../../functions/users/update-user.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { addAlias, removeAlias, updateUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const withAlias = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId, domain } = customer
  const alias = EmailAddress.parse(`malee@${domain}`)
  const user = await arrange.user(customer, { aliases: [alias] })
  return { as: admin, input: { customerId, userId: user.userId, alias }, customer, user, superAdmin }
}

const bySuperAdmin = async () => {
  const { superAdmin, ...asked } = await withAlias()
  return { ...asked, as: superAdmin }
}

const beyondPlan = async () => {
  const arranged = await withAlias()
  await arrange.beyondPlan(arranged.user)
  return arranged
}

describeOperation(removeAlias, handler, {
  done: {
    title: 'R55 takes the alias away; by the partner it is free, by the organisation closed to the partner',
    arrange: withAlias,
    then: async (answer, { input, customer }, table) => {
      expect(answer).toMatchObject({ aliases: [], version: 2 })
      const addressOf = async (alias: string) =>
        (await table.items()).find(({ pk, sk }) => pk.startsWith('ADDRESSES#') && sk === `ADDRESS#${alias}`)
      expect(await addressOf(input.alias)).toBeUndefined()
      const { as, input: other } = await table.arranged(bySuperAdmin)
      expect(await call(removeAlias, handler, as, other)).toMatchObject({ status: 200 })
      expect(await addressOf(other.alias)).toMatchObject({ state: 'released' })
      const lines = (await table.items()).filter(
        ({ pk, action }) => pk === `LOG#${customer.customerId}` && action === 'user.alias-removed',
      )
      expect(lines).toMatchObject([{ before: { aliases: [input.alias] }, after: { aliases: [] } }])
    },
  },
  using: [beyondPlan],
  also: (table) => {
    it('R52 R55 what the organisation released stays reserved for 30 days, though it was given away and its place changed meanwhile', async () => {
      const { as, input, superAdmin, customer } = await table.arranged(withAlias)
      const { customerId, alias } = input
      await table.arranged(() => arrange.noon())
      expect(await call(removeAlias, handler, superAdmin, input)).toMatchObject({ status: 200 })
      const { userId, email } = await table.arranged(async () => {
        await arrange.advanceClock('P1D')
        await arrange.openSession(as, customerId)
        return arrange.user(customer)
      })
      const given = { customerId, userId, alias }
      expect(await call(addAlias, add, superAdmin, given)).toMatchObject({ status: 200 })
      for (const [version, main] of [
        [2, alias],
        [3, email],
      ] as const)
        expect(
          await call(
            updateUser,
            update,
            as,
            { customerId, userId, email: main },
            { ifMatch: `"${version}"` },
          ),
        ).toMatchObject({ status: 200 })
      expect(await call(removeAlias, handler, as, given)).toMatchObject({ status: 200 })
      expect(await call(addAlias, add, as, input)).toMatchObject({
        status: 409,
        body: { type: '/problems/address-reserved' },
      })
      await table.arranged(async () => {
        await arrange.advanceClock('P29D')
        await arrange.openSession(as, customerId)
      })
      expect(await call(addAlias, add, as, input)).toMatchObject({ status: 200 })
      expect(await call(removeAlias, handler, as, input)).toMatchObject({ status: 200 })
      expect((await table.items()).find(({ sk }) => sk === `ADDRESS#${alias}`)).toBeUndefined()
    })

    it('R55 takes the main address of nobody away', async () => {
      const { as, input, user } = await table.arranged(withAlias)
      const called = await call(removeAlias, handler, as, { ...input, alias: user.email })
      expect(called).toMatchObject({ status: 404, body: { type: '/problems/alias-not-found' } })
    })
  },
  refuses: {
    'user-not-found': async () => {
      const { as, input } = await withAlias()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'administrator-protected': async () => {
      const { as, input, customer } = await withAlias()
      const { user } = await arrange.orgAdminUser(customer)
      return { as, input: { ...input, userId: user.userId } }
    },
    'alias-not-found': async () => {
      const { as, input, customer } = await withAlias()
      return { as, input: { ...input, alias: `other@${customer.domain}` } }
    },
  },
})
