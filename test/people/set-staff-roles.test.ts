import { expect } from 'vitest'
import { handler as list } from '../../functions/people/list-staff.ts'
import { handler } from '../../functions/people/set-staff-roles.ts'
import { listStaff, setStaffRoles } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

describeOperation(setStaffRoles, handler, {
  done: {
    title:
      'support appoints somebody nobody knew, effective at once and until support ends it; R64 tells them and the others',
    arrange: async () => ({
      as: await arrange.staff('support'),
      input: {
        email: arrange.somebody('Newcomer').email,
        staffRoles: ['support' as const, 'reviewer' as const],
      },
    }),
    then: async (answer, { as, input: { email } }, table) => {
      expect(answer).toEqual({ email, staffRoles: ['reviewer', 'support'], version: 1 })
      const newcomer = { email, sub: `sub of ${email}` }
      expect(await call(listStaff, list, newcomer, {})).toMatchObject({ status: 200 })

      const shouted = { email: email.toUpperCase(), staffRoles: ['finance'] }
      expect((await call(setStaffRoles, handler, as, shouted)).body).toEqual({
        email,
        staffRoles: ['finance'],
        version: 2,
      })
      expect(await call(listStaff, list, newcomer, {})).toMatchObject({ status: 403 })
      const mailed = await mailsTo(table, email)
      expect(mailed.map(({ mail, words }) => [mail, words['roles']]).sort()).toEqual([
        ['staff-roles-set', 'finance'],
        ['staff-roles-set', 'reviewer, support'],
      ])
      const by = as.email
      expect(await effects(table)).toContainEqual({
        kind: 'tell-support',
        mail: 'team-staff-roles-set',
        by,
        words: { by, who: email, count: 2, roles: 'reviewer, support' },
      })
      const chain = `PERSON#${await arrange.personIdOf({ email })}`
      expect(await auditActions(table, chain)).toEqual(['staff-roles.set', 'staff-roles.set'])

      const first = arrange.firstStaffMember()
      expect(await call(setStaffRoles, handler, first, { email: as.email, staffRoles: [] })).toMatchObject({
        status: 200,
      })
      expect(await call(setStaffRoles, handler, first, { email: first.email, staffRoles: [] })).toMatchObject(
        {
          status: 403,
          body: { type: '/problems/own-roles-unchangeable' },
        },
      )
    },
  },
  otherwise: [
    async () => {
      const { email } = await arrange.staff('reviewer')
      return { as: await arrange.staff('support'), input: { email, staffRoles: ['finance' as const] } }
    },
  ],
  refuses: {
    'partner-member-is-staff': async () => {
      const { admin } = await arrange.partner()
      return {
        as: await arrange.staff('support'),
        input: { email: admin.email, staffRoles: ['finance' as const] },
      }
    },
    'own-roles-unchangeable': async () => {
      const support = await arrange.staff('support')
      return {
        as: support,
        input: { email: support.email, staffRoles: ['support' as const, 'finance' as const] },
      }
    },
  },
})
