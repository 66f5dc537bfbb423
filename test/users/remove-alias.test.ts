import { expect, it } from 'vitest'
import { handler } from '../../functions/users/remove-alias.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { removeAlias } from '../../shared/users/contract.ts'
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
