import { expect, it } from 'vitest'
import { handler } from '../../functions/users/get-user.ts'
import { BackupId, UserId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { getUser } from '../../shared/users/contract.ts'
import { userPictureRecord } from '../../shared/users/records.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const PICTURE = { mediaType: 'image/png', picture: 'iVBORw0KGgo=' } as const

const asked = async () => {
  const { admin, customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const at = await arrange.now()
  const backup = {
    backupId: BackupId.parse(`bak_${'0'.repeat(26)}`),
    requestedAt: at,
    expiresAt: plusDays(at, 30),
  }
  const user = await arrange.user(customer, { backup })
  const { userId } = user
  await arrange.commit(userPictureRecord.put({ customerId, userId, ...PICTURE }))
  return { as: admin, input: { customerId, userId }, customer, superAdmin, user, backup }
}

const beyondPlan = async () => {
  const { user, ...rest } = await asked()
  await arrange.beyondPlan(user)
  return { ...rest, user }
}

describeOperation(getUser, handler, {
  done: {
    title: 'R51 shows a user with the picture, and the backup that was asked for until it expires',
    arrange: asked,
    then: async (answer, { superAdmin, input, user, backup }) => {
      const { userId, email, firstName } = user
      expect(answer).toMatchObject({ userId, email, firstName, role: 'member', status: 'active', version: 1 })
      expect(answer).toMatchObject({ picture: PICTURE, backup })
      const get = () => call(getUser, handler, superAdmin, input)
      const { headers, body } = await get()
      expect({ etag: headers['etag'], body }).toEqual({ etag: '"1"', body: answer })
      await arrange.advanceClock('P30D')
      expect((await get()).body).not.toHaveProperty('backup')
    },
  },
  using: [beyondPlan],
  also: (table) => {
    it('R56 shows a user beyond the licences as suspended by the plan, and an upgrade makes the user active again', async () => {
      const { as, input } = await table.arranged(beyondPlan)
      const get = async () => (await call(getUser, handler, as, input)).body
      expect(await get()).toMatchObject({ status: 'suspended', suspendedBy: 'plan' })
      await arrange.setLicences(input.customerId, 3)
      expect(await get()).toMatchObject({ status: 'active' })
      expect(await get()).not.toHaveProperty('suspendedBy')
    })

    it('R57 shows no mail policy that is deleted', async () => {
      const { as, input, customer, user } = await table.arranged(asked)
      const mailPolicyId = await arrange.policyOfUsers(customer, 'deleted')
      await arrange.setUser(user, (before) => ({ ...before, mailPolicyId }))
      const { status, body } = await call(getUser, handler, as, input)
      expect(status).toBe(200)
      expect(body).not.toHaveProperty('mailPolicyId')
    })

    it('answers a user of another organisation, and one who is deleted, like one that does not exist', async () => {
      const { as, input, superAdmin } = await table.arranged(asked)
      const other = await table.arranged(asked)
      for (const who of [as, superAdmin])
        expect(await call(getUser, handler, who, { ...input, userId: other.input.userId })).toMatchObject({
          status: 404,
          body: { type: '/problems/user-not-found' },
        })
    })
  },
  refuses: {
    'user-not-found': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, userId: UserId.parse(`usr_${'0'.repeat(26)}`) } }
    },
  },
})
