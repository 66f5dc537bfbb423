import { expect, it } from 'vitest'
import { handler } from '../../functions/users/reset-user-password.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { resetUserPassword } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { SETTINGS } from '../support/table/settings.ts'

let serial = 0

const asked = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const recoveryEmail = EmailAddress.parse(`malee-${(serial += 1)}@people.example.com`)
  const user = await arrange.user(customer, { recoveryEmail })
  return { as: superAdmin, input: { customerId, userId: user.userId }, customer, user, recoveryEmail }
}

describeOperation(resetUserPassword, handler, {
  done: {
    title:
      "R51 R19 mails the vendor's recovery page to the recovery address, is audited, and holds no password",
    arrange: asked,
    then: async (answer, { input, user, recoveryEmail, customer }, table) => {
      const { customerId, userId } = input
      expect(answer).toMatchObject({ userId, recoveryEmail })
      expect(await mailsTo(table, recoveryEmail)).toMatchObject([
        {
          mail: 'password-reset-requested',
          language: customer.language,
          words: {
            organizationName: customer.organizationName,
            address: user.email,
            recoveryUrl: SETTINGS.RECOVERY_URL,
          },
        },
      ])
      expect((await auditActions(table, `USER#${userId}`)).at(-1)).toBe('user.password-reset-requested')
      const items = await table.items()
      expect(
        items.filter(
          ({ pk, action }) => pk === `LOG#${customerId}` && action === 'user.password-reset-requested',
        ),
      ).toHaveLength(1)
      const counts = items.filter(({ pk }) => pk.startsWith('DAY-COUNT#'))
      expect(counts).toHaveLength(3)
      expect(JSON.stringify(counts)).not.toMatch(/@|malee/)
    },
  },
  also: (table) => {
    it('R19 a user is mailed five times a day, and again the next day', async () => {
      const { as, input, recoveryEmail } = await table.arranged(async () => {
        await arrange.noon()
        return asked()
      })
      const statuses: number[] = []
      for (let count = 0; count <= MOST_A_DAY.passwordResets; count += 1)
        statuses.push((await call(resetUserPassword, handler, as, input)).status)
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
      expect(await mailsTo(table, recoveryEmail)).toHaveLength(5)
      await arrange.advanceClock('PT12H')
      expect(await call(resetUserPassword, handler, as, input)).toMatchObject({ status: 200 })
    })

    it('R19 one mailbox is mailed ten times a day, however many users and organisations name it', async () => {
      const { asked: all, recoveryEmail } = await table.arranged(async () => {
        await arrange.noon()
        const first = await asked()
        const { recoveryEmail: shared, customer } = first
        const second = await arrange.user(customer, { recoveryEmail: shared })
        const elsewhere = await arrange.managed()
        const third = await arrange.user(elsewhere.customer, { recoveryEmail: shared })
        return {
          recoveryEmail: shared,
          asked: [first, { as: first.as, input: second }, { as: elsewhere.superAdmin, input: third }].map(
            ({ as, input: { customerId, userId } }) => ({ as, input: { customerId, userId } }),
          ),
        }
      })
      const numbers: unknown[] = []
      for (const { as, input } of all)
        for (let count = 0; count < MOST_A_DAY.passwordResets; count += 1)
          numbers.push((await call(resetUserPassword, handler, as, input)).body['number'])
      expect(numbers).toEqual([...Array(10).fill(undefined), ...Array(5).fill('mails-to-recipient')])
      expect(await mailsTo(table, recoveryEmail)).toHaveLength(10)
    })

    it('R19 an organisation has a number a day for all its users', async () => {
      const { as, input } = await table.arranged(asked)
      const { customerId } = input
      await arrange.countedToday('password-resets-of-organization', customerId, MOST_A_DAY.organizationResets)
      expect(await call(resetUserPassword, handler, as, input)).toMatchObject({
        status: 429,
        body: { number: 'password-resets-of-organization' },
      })
    })

    it('R56 the super admin resets their own password, which no org admin does', async () => {
      const { as, input, customer } = await table.arranged(asked)
      const { userId } = await arrange.superAdminUserOf(customer.customerId)
      const { who } = await table.arranged(() => arrange.orgAdminUser(customer))
      const own = { ...input, userId }
      expect(await call(resetUserPassword, handler, as, own)).toMatchObject({
        body: { type: '/problems/recovery-address-missing' },
      })
      expect(await call(resetUserPassword, handler, who, own)).toMatchObject({
        body: { type: '/problems/administrator-protected' },
      })
    })
  },
  refuses: {
    'user-not-found': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
    'administrator-protected': async () => {
      const { input, customer } = await asked()
      const { user, who } = await arrange.orgAdminUser(customer)
      return { as: who, input: { ...input, userId: user.userId } }
    },
    'recovery-address-missing': async () => {
      const { as, input, customer } = await asked()
      const { userId } = await arrange.user(customer)
      return { as, input: { ...input, userId } }
    },
    'daily-number-reached': async () => {
      const { as, input } = await asked()
      await arrange.countedToday('password-resets', input.userId, MOST_A_DAY.passwordResets)
      return { as, input }
    },
  },
})
