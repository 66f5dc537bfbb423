import { expect } from 'vitest'
import { handler } from '../../functions/people/get-me.ts'
import { daysUntil, Instant } from '../../shared/kernel/time.ts'
import { getMe } from '../../shared/people/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getMe, handler, {
  done: {
    title:
      'R1 who somebody is, by programme time, R3 R8 for which company, and what is open to a partner admin, a super admin, an applicant, staff, a stranger',
    arrange: async () => {
      const { admin, partner } = await arrange.partner()
      await arrange.advanceClock('P20D')
      return { as: admin, input: {}, partner }
    },
    then: async (answer, { as, partner }) => {
      const nothing = { staffRoles: [], now: expect.any(String) }
      const { partnerId, company } = partner
      expect(daysUntil(Instant.parse(new Date().toISOString()), answer.now)).toBe(20)
      const me = async (who: arrange.Somebody) => (await call(getMe, handler, who, {})).body
      expect(answer).toEqual({
        ...nothing,
        email: as.email,
        partner: { partnerId, companyName: company.name, status: 'active', surfaces: ['store', 'console'] },
      })
      const plain = await arrange.partner({ workplace: false })
      expect(await me(plain.admin)).toMatchObject({ partner: { surfaces: ['store'] } })
      await arrange.setPerson(plain.admin, (person) => ({
        ...person,
        partner: { partnerId, status: 'deactivated', workplace: true },
      }))
      expect(await me(plain.admin)).toMatchObject({
        partner: { partnerId, status: 'deactivated', surfaces: [] },
      })

      const { superAdmin } = await arrange.customer(partner)
      expect(await me(superAdmin)).toEqual({ ...nothing, email: superAdmin.email })
      const { applicant, application } = await arrange.application()
      const { applicationId: openApplicationId } = application
      expect(await me(applicant)).toEqual({ ...nothing, email: applicant.email, openApplicationId })
      expect(await me(await arrange.staff('finance', 'reviewer'))).toMatchObject({
        staffRoles: ['reviewer', 'finance'],
      })
      expect(await me(arrange.firstStaffMember())).toMatchObject({ staffRoles: ['support'] })
      const stranger = arrange.somebody('stranger')
      expect(await me(stranger)).toEqual({ ...nothing, email: stranger.email })
    },
  },
  refuses: {},
})
