import { expect, it } from 'vitest'
import { handler as correct } from '../../functions/customers/correct-super-admin.ts'
import { handler as getMe } from '../../functions/people/get-me.ts'
import { handler } from '../../functions/people/release-subject.ts'
import { correctSuperAdmin } from '../../shared/customers/contract.ts'
import { getMe as getMeContract, releaseSubject } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

const reason = 'The vendor moved the account; checked by telephone.'

const bound = async () => {
  const { admin, partner } = await arrange.partner()
  return { as: await arrange.staff('support'), input: { email: admin.email, reason }, admin, partner }
}

const asks = async (who: arrange.Somebody) => (await call(getMeContract, getMe, who, {})).status

describeOperation(releaseSubject, handler, {
  done: {
    title:
      'R65 lets the person sign in with a new account, which has the same rights, and no more with the old one',
    arrange: bound,
    then: async (answer, { as, admin, partner }, table) => {
      const { email } = admin
      expect(answer).toEqual({ email })
      const personId = await arrange.personIdOf(admin)
      expect((await auditActions(table, `PERSON#${personId}`)).at(-1)).toBe('subject.released')
      const by = as.email
      expect(await mailsTo(table, email)).toMatchObject([{ mail: 'address-released' }])
      expect(await effects(table)).toContainEqual({
        kind: 'tell-support',
        mail: 'team-address-released',
        by,
        words: { by, who: email, note: reason },
      })

      expect(await call(getMeContract, getMe, admin, {})).toMatchObject({
        status: 403,
        body: { type: '/problems/another-person' },
      })
      const renewed = { email, sub: 'the new account' }
      expect(await call(getMeContract, getMe, renewed, {})).toMatchObject({
        status: 200,
        body: { email, partner: { partnerId: partner.partnerId } },
      })
      expect(await arrange.personIdOf(admin)).toBe(personId)
      expect(await asks({ email, sub: 'a third account' })).toBe(403)
    },
  },
  otherwise: [
    async () => {
      const admin = arrange.somebody('super-admin')
      await arrange.bind(admin)
      return { as: await arrange.staff('support'), input: { email: admin.email, reason } }
    },
  ],
  also: () => {
    it('R65 lets the former account in again where the address is released once more, as after a mistake', async () => {
      const { as, input, admin } = await bound()
      for (const [before, after] of [
        [200, 403],
        [403, 200],
      ] as const) {
        expect(await asks(admin)).toBe(before)
        expect(await call(releaseSubject, handler, as, input)).toMatchObject({ status: 200 })
        expect(await asks(admin)).toBe(after)
      }
    })

    it('R13 R65 a super admin whose address is released counts as one who has signed in', async () => {
      const { admin, partner } = await arrange.partner()
      const { customer, superAdmin } = await arrange.customer(partner)
      const { customerId, version } = customer
      const as = await arrange.staff('support')
      const released = { email: superAdmin.email, reason }
      expect(await call(releaseSubject, handler, as, released)).toMatchObject({ status: 200 })
      const input = { customerId, firstName: 'M', lastName: 'S', email: arrange.somebody('other').email }
      expect(await call(correctSuperAdmin, correct, admin, input, { ifMatch: `"${version}"` })).toMatchObject(
        { status: 409, body: { type: '/problems/super-admin-signed-in' } },
      )
    })
  },
  refuses: {
    'address-not-bound': async () => ({
      as: await arrange.staff('support'),
      input: { email: arrange.somebody('stranger').email, reason },
    }),
    'own-address-unreleasable': async () => {
      const as = await arrange.staff('support')
      return { as, input: { email: as.email, reason } }
    },
  },
})
