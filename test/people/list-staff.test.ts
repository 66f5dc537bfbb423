import { expect } from 'vitest'
import { handler } from '../../functions/people/list-staff.ts'
import { handler as setRoles } from '../../functions/people/set-staff-roles.ts'
import { listStaff, setStaffRoles } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listStaff, handler, {
  done: {
    title:
      'everyone who has a role, by e-mail, and nobody whose roles have ended; beside them the first member',
    arrange: async () => {
      const support = await arrange.staff('support')
      const finance = await arrange.staff('finance')
      const former = await arrange.staff('reviewer')
      await call(setStaffRoles, setRoles, support, { email: former.email, staffRoles: [] })
      await arrange.partner()
      return { as: support, input: { limit: 1 }, support, finance }
    },
    then: async ({ items, nextCursor: cursor, firstStaffMember }, { as, support, finance }) => {
      expect(firstStaffMember).toBe('first@vendor.example.com')
      expect(items).toEqual([{ email: finance.email, staffRoles: ['finance'], version: 1 }])
      const rest = await call(listStaff, handler, as, { limit: 10, cursor })
      expect(rest.body).toMatchObject({
        items: [{ email: support.email, staffRoles: ['support'], version: 1 }],
      })
    },
  },
  refuses: {},
})
