import { expect, it } from 'vitest'
import { handler } from '../../functions/users/change-user-profile-picture.ts'
import { handler as getUserHandler } from '../../functions/users/get-user.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { changeUserProfilePicture, getUser } from '../../shared/users/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { base64, JPEG, PNG } from './pictures.ts'

const asked = async () => {
  const { customer, superAdmin } = await arrange.managed()
  const { customerId } = customer
  const user = await arrange.user(customer)
  return { as: superAdmin, input: { customerId, userId: user.userId, picture: base64(PNG) }, customer, user }
}

const beyondPlan = async () => {
  const arranged = await asked()
  await arrange.beyondPlan(arranged.user)
  return arranged
}

describeOperation(changeUserProfilePicture, handler, {
  done: {
    title: 'R51 stores the picture in an item of its own, whose bytes are in no audit and no list',
    arrange: asked,
    then: async (answer, { as, input }, table) => {
      const { customerId, userId, picture } = input
      expect(answer).toMatchObject({ userId, version: 2 })
      const items = await table.items()
      expect(items.filter((item) => JSON.stringify(item).includes(picture)).map(({ pk }) => pk)).toEqual([
        `PICTURES#${customerId}`,
      ])
      const lines = items.filter(
        ({ pk, action }) => pk === `LOG#${customerId}` && action === 'user.picture-changed',
      )
      expect(lines).toHaveLength(1)
      const jpeg = { customerId, userId, picture: base64(JPEG) }
      expect(await call(changeUserProfilePicture, handler, as, jpeg)).toMatchObject({ status: 200 })
      const { body } = await call(getUser, getUserHandler, as, { customerId, userId })
      expect(body['picture']).toEqual({ mediaType: 'image/jpeg', picture: jpeg.picture })
    },
  },
  using: [beyondPlan],
  also: (table) => {
    it('takes 40 kB, and no byte more', async () => {
      const { as, input } = await table.arranged(asked)
      const sized = (bytes: number) => ({
        ...input,
        picture: base64([...PNG, ...Array<number>(bytes - PNG.length).fill(0)]),
      })
      const ask = (bytes: number) => call(changeUserProfilePicture, handler, as, sized(bytes))
      expect(await ask(40_960)).toMatchObject({ status: 200 })
      for (const bytes of [40_961, 45_000])
        expect(await ask(bytes)).toMatchObject({
          status: 400,
          body: { issues: [{ pointer: '/picture', code: 'too-long', detail: 'must be at most 40 kB' }] },
        })
    })

    it('R54 an org admin changes the picture of a member', async () => {
      const { input, customer } = await table.arranged(asked)
      const { who } = await table.arranged(() => arrange.orgAdminUser(customer))
      expect(await call(changeUserProfilePicture, handler, who, input)).toMatchObject({ status: 200 })
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
    'picture-not-usable': async () => {
      const { as, input } = await asked()
      return { as, input: { ...input, picture: base64([...Buffer.from('GIF89a, and more of it')]) } }
    },
  },
})
