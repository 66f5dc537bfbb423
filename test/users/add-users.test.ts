import { expect, it } from 'vitest'
import { handler } from '../../functions/users/add-users.ts'
import { world } from '../../functions/outside/world.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { MailPolicyId } from '../../shared/kernel/id.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Stored } from '../../shared/table/record.ts'
import { addUsers } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'

const managed = async (...locals: string[]) => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId, domain } = customer
  const users = locals.map((local) => ({ email: `${local}@${domain}`, firstName: 'Malee', lastName: '' }))
  return { as: admin, input: { customerId, users }, customer, superAdmin }
}

describeOperation(addUsers, handler, {
  done: {
    title: 'R51 R56 adds all users as members, and counts them',
    arrange: () => managed('Malee', 'somchai.j'),
    then: async (answer, { customer }, table) => {
      const { customerId, domain } = customer
      expect(answer.users).toMatchObject([
        { email: `malee@${domain}`, role: 'member', status: 'active', version: 1 },
        { email: `somchai.j@${domain}`, lastName: '' },
      ])
      const items = await table.items()
      expect(items.find(({ pk }) => pk === `SEATS#${customerId}`)).toMatchObject({ active: 3 })
      const lines = items.filter(({ pk, action }) => pk === `LOG#${customerId}` && action === 'user.added')
      expect(lines.map(({ after }) => Object(after).email)).toContain(`malee@${domain}`)
      const entries = items.filter(({ pk }) => pk.startsWith('AUDIT#USER#'))
      expect(JSON.stringify(entries)).not.toMatch(/malee/i)
    },
  },
  also: (table) => {
    it.each<[string, (customer: Stored<Customer>) => Promise<unknown>]>([
      [
        'others were added',
        async (customer) => {
          for (let count = 0; count < 9; count += 1) await arrange.user(customer)
        },
      ],
      [
        'the organisation has fewer licences',
        (customer) => {
          const subscription = { ...customer.subscription, licences: 1 }
          const event = { action: 'subscription.arranged' } as const
          return arrange.commit(customerRecord.replace(customer, { ...customer, subscription }, event))
        },
      ],
    ])('R56 adds nobody beyond the licences that there are at the commit, when %s', async (_what, change) => {
      const { as, input, customer } = await table.arranged(() => managed('malee'))
      const committing = table.proxy.holdNext('TransactWriteItems')
      const adding = recordGuards(() => call(addUsers, handler, as, input))
      await committing.arrived
      await change(await reader(world.table).get(customerRecord, customer))
      committing.release()
      expect((await adding).body['type']).toBe('/problems/licences-exhausted')
    })
  },
  refuses: {
    'address-outside-domain': async () => {
      const { as, input } = await managed('malee')
      return {
        as,
        input: { ...input, users: input.users.map((user) => ({ ...user, email: 'malee@example.com' })) },
      }
    },
    'address-taken': async () => {
      const { as, input, customer } = await managed('malee')
      const { email } = await arrange.user(customer)
      return { as, input: { ...input, users: input.users.map((user) => ({ ...user, email })) } }
    },
    'address-reserved': () => managed('postmaster'),
    'mail-policy-not-found': async () => {
      const { as, input } = await managed('malee')
      const mailPolicyId = MailPolicyId.parse(`pol_${'0'.repeat(26)}`)
      return { as, input: { ...input, users: input.users.map((user) => ({ ...user, mailPolicyId })) } }
    },
    'licences-exhausted': () => managed(...Array.from({ length: 10 }, (_, place) => `user.${place}`)),
  },
})
