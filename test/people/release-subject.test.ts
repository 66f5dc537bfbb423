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

type Bound = Awaited<ReturnType<typeof bound>>

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
  also: (table) => {
    const releasing = (as: arrange.Somebody, { input }: Pick<Bound, 'input'>, readmitFormer?: boolean) =>
      call(releaseSubject, handler, as, {
        ...input,
        ...(readmitFormer === undefined ? {} : { readmitFormer }),
      })

    /** What was done for an address: the audit of its person, the mails to it, and those to support about it. */
    const traces = async ({ admin: { email }, as }: Bound) => [
      ...(await auditActions(table, `PERSON#${await arrange.personIdOf({ email })}`)),
      ...(await mailsTo(table, email)).map(({ mail }) => mail),
      ...(await effects(table)).filter((effect) => effect.kind === 'tell-support' && effect.by === as.email),
    ]

    it('R65 attack: a release that is sent twice keeps the former account out, and leaves no second trace', async () => {
      const of = await bound()
      expect(await releasing(of.as, of)).toMatchObject({ status: 200 })
      const before = await traces(of)
      for (const as of [of.as, await arrange.staff('support')])
        expect(await releasing(as, of, false)).toMatchObject({ status: 200, body: { email: of.admin.email } })
      expect(await traces(of)).toEqual(before)
      expect(await asks(of.admin)).toBe(403)
      expect(await asks({ email: of.admin.email, sub: 'the new account' })).toBe(200)
    })

    it('R65 attack: two members of support who release at once keep the former account out, with one trace', async () => {
      const of = await bound()
      const second = await arrange.staff('support')
      await arrange.bind(second)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const late = releasing(second, of)
      await heldCommit.arrived
      expect(await releasing(of.as, of)).toMatchObject({ status: 200 })
      const before = await traces(of)
      heldCommit.release()
      expect(await late).toMatchObject({ status: 200 })
      expect(await traces(of)).toEqual(before)
      expect(await asks(of.admin)).toBe(403)
    })

    it('R65 lets the former account in again only where support says so, once however often it is sent, audited and mailed', async () => {
      const of = await bound()
      const { as, admin } = of
      await releasing(as, of)
      expect(await asks(admin)).toBe(403)
      expect(await releasing(as, of, true)).toMatchObject({ status: 200 })
      const after = await traces(of)
      expect(after).toEqual(
        expect.arrayContaining([
          'subject.former-readmitted',
          'former-account-readmitted',
          expect.objectContaining({
            mail: 'team-former-account-readmitted',
            words: { by: as.email, who: admin.email, note: reason },
          }),
        ]),
      )
      expect(await releasing(as, of, true)).toMatchObject({ status: 200 })
      expect(await releasing(as, of)).toMatchObject({ status: 200 })
      expect(await traces(of)).toEqual(after)
      expect(await asks(admin)).toBe(200)
      expect(await releasing(as, of, true)).toMatchObject({ status: 409 })
      expect(await asks(admin)).toBe(200)
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
    'address-not-released': async () => {
      const { as, input } = await bound()
      return { as, input: { ...input, readmitFormer: true } }
    },
    'own-address-unreleasable': async () => {
      const as = await arrange.staff('support')
      return { as, input: { email: as.email, reason } }
    },
  },
})
