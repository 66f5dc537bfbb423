import { expect, it } from 'vitest'
import { handler } from '../../functions/users/back-up-user-account.ts'
import { BackupId, UserId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { backUpUserAccount } from '../../shared/users/contract.ts'
import { requestBackup } from '../../shared/users/backup.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const asked = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const user = await arrange.user(customer)
  return { as: superAdmin, input: { customerId, userId: user.userId }, customer, user }
}

describeOperation(backUpUserAccount, handler, {
  done: {
    title: 'R51 keeps the request for 30 days with the user',
    arrange: asked,
    then: async (answer, { input }, table) => {
      expect(answer.expiresAt).toBe(plusDays(answer.requestedAt, 30))
      const items = await table.items()
      expect(items.find(({ sk }) => sk === `USER#${input.userId}`)).toMatchObject({
        backup: answer,
        version: 2,
      })
      expect(items.find(({ action }) => action === 'user.backup-requested')).toMatchObject({
        details: answer,
      })
    },
  },
  also: (table) => {
    it('another one is requested once it has expired', async () => {
      const { as, input } = await table.arranged(asked)
      const ask = () => call(backUpUserAccount, handler, as, input)
      const first = await ask()
      expect(await ask()).toMatchObject({ status: 409, body: { expiresAt: first.body['expiresAt'] } })
      await arrange.advanceClock('P30D')
      expect(await ask()).toMatchObject({ status: 201 })
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
    'backup-already-requested': async () => {
      const { as, input, user } = await asked()
      const backup = requestBackup(user, BackupId.parse(`bak_${'0'.repeat(26)}`), await arrange.now())
      await arrange.setUser(user, (before) => ({ ...before, backup }))
      return { as, input }
    },
  },
})
