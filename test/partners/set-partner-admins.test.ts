import { expect, it } from 'vitest'
import { handler as getOwn } from '../../functions/partners/get-own-partner.ts'
import { handler } from '../../functions/partners/set-partner-admins.ts'
import { getOwnPartner, setPartnerAdmins } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions } from '../support/table/effects.ts'

const emailsOf = (people: readonly arrange.Somebody[]) => people.map(({ email }) => email)

const changing = async (...joining: arrange.Somebody[]) => {
  const [staying, leaving] = [arrange.somebody('staying'), arrange.somebody('leaving')]
  const { partner } = await arrange.partner({ admins: [staying, leaving] })
  const input = { partnerId: partner.partnerId, admins: emailsOf([staying, ...joining]) }
  return { as: await arrange.staff('support'), input, ifMatch: '"1"', partner, staying, leaving, joining }
}

const withOrganizationOfAnother = async () => {
  const other = await arrange.partner()
  const { superAdmin } = await arrange.customer(other.partner)
  return superAdmin
}

describeOperation(setPartnerAdmins, handler, {
  done: {
    title:
      'R9 admits who joins and refuses who leaves at once; R17 an administrator of a foreign customer may join',
    arrange: async () => changing(arrange.somebody('joining'), await withOrganizationOfAnother()),
    then: async (answer, { as, input, partner, staying, leaving, joining }, table) => {
      const { partnerId } = partner
      expect(answer).toEqual({ ...partner, admins: input.admins, version: 2 })
      const statusFor = async (who: arrange.Somebody) => (await call(getOwnPartner, getOwn, who, {})).status
      for (const admin of [staying, ...joining]) expect(await statusFor(admin)).toBe(200)
      expect(await statusFor(leaving)).toBe(403)
      expect(await auditActions(table, `PARTNER#${partnerId}`)).toEqual([
        'partner.created',
        'partner-admins.set',
      ])
      expect((await auditActions(table, `PERSON#${await arrange.personIdOf(leaving)}`)).at(-1)).toBe(
        'partner-membership.ended',
      )
      for (const joined of joining)
        expect((await auditActions(table, `PERSON#${await arrange.personIdOf(joined)}`)).at(-1)).toBe(
          'partner-membership.granted',
        )
      const set = (admins: readonly string[], ifMatch: string) =>
        call(setPartnerAdmins, handler, as, { partnerId, admins }, { ifMatch })
      expect(await set([], '"2"')).toMatchObject({ status: 400, body: { issues: [{ pointer: '/admins' }] } })
      expect(await set([staying.email, staying.email.toUpperCase()], '"2"')).toMatchObject({ status: 400 })

      const full = Array.from({ length: 20 }, () => arrange.somebody('many').email)
      expect(await set(full, '"2"')).toMatchObject({ status: 200, body: { admins: full, version: 3 } })
      const others = Array.from({ length: 12 }, () => arrange.somebody('many').email)
      expect(await set([...full.slice(12), ...others], '"3"')).toMatchObject({ status: 200 })
      expect(await set(full, '"4"')).toMatchObject({ status: 200, headers: { etag: '"5"' } })
    },
  },
  also: (table) =>
    it('R17 admits nobody who is given a role in an organisation of the partner meanwhile', async () => {
      const joining = arrange.somebody('joining')
      await arrange.bind(joining)
      const { as, input, ifMatch, partner } = await changing(joining)
      const { customer } = await arrange.customer(partner)
      await arrange.bind(as)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const setting = recordGuards(() => call(setPartnerAdmins, handler, as, input, { ifMatch }))
      await heldCommit.arrived
      await arrange.setOrganizationRole(joining, customer, 'org-admin')
      heldCommit.release()
      expect(await setting).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-member-is-organization-admin' },
      })
    }),
  refuses: {
    'partner-not-found': async () => {
      const { as, input } = await changing()
      return { as, input: { ...input, partnerId: 'ptr_00000000000000000000000000' }, ifMatch: '"1"' }
    },
    'too-many-admin-changes': async () => {
      const present = Array.from({ length: 13 }, () => arrange.somebody('present'))
      const next = Array.from({ length: 12 }, () => arrange.somebody('next'))
      const { partner } = await arrange.partner({ admins: present })
      const input = { partnerId: partner.partnerId, admins: emailsOf(next) }
      return { as: await arrange.staff('support'), input, ifMatch: '"1"' }
    },
    'already-partner': async () => changing((await arrange.partner()).admin),
    'partner-member-is-organization-admin': async () => {
      const { partner, ...asking } = await changing()
      const { superAdmin } = await arrange.customer(partner)
      return { ...asking, input: { ...asking.input, admins: [...asking.input.admins, superAdmin.email] } }
    },
  },
})
