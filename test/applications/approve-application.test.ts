import { expect, it } from 'vitest'
import { handler } from '../../functions/applications/approve-application.ts'
import { handler as withdraw } from '../../functions/applications/withdraw-application.ts'
import { handler as appoint } from '../../functions/people/set-staff-roles.ts'
import { world } from '../../functions/outside/world.ts'
import { approveApplication, withdrawApplication } from '../../shared/applications/contract.ts'
import { setStaffRoles } from '../../shared/people/contract.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { joinPartner } from '../../shared/people/person.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const underReview = async () => {
  const { applicant, application } = await arrange.application()
  const { applicationId } = application
  return { as: await arrange.staff('reviewer'), input: { applicationId }, applicant, application }
}

describeOperation(approveApplication, handler, {
  done: {
    title:
      'R7 makes exactly one partner, its applicant the admin, and exactly one welcome mail, however often approved',
    arrange: underReview,
    then: async (answer, { as, input, applicant, application }, table) => {
      const partnerId = PartnerId.parse(answer.partnerId)
      const { applicationId } = input
      expect(answer).toMatchObject({ status: 'approved', decidedBy: as.email, version: 2 })
      const both = await Promise.all([1, 2].map(() => call(approveApplication, handler, as, input)))
      expect(both).toMatchObject([{ status: 409 }, { status: 409 }])

      const { find } = reader(world.table)
      expect(await find(partnerRecord, { partnerId })).toMatchObject({
        applicationId,
        status: 'active',
        company: application.company,
        address: application.address,
        expertise: ['workplace'],
        admins: [applicant.email],
        version: 1,
      })
      const person = await find(personRecord, applicant)
      expect(person).toMatchObject({ partner: { partnerId, status: 'active', workplace: true } })
      expect(person).not.toHaveProperty('openApplicationId')
      const items = await table.items()
      expect(items.filter(({ pk, sk }) => pk.startsWith('PARTNER#') && sk === 'PARTNER')).toHaveLength(1)
      expect(items.filter(({ pk }) => pk.startsWith('COMPANY#')).map(({ sk }) => sk)).toEqual([
        partnerId,
        partnerId,
      ])
      expect(await mailsTo(table, applicant.email)).toMatchObject([
        { mail: 'application-approved', words: { companyName: application.company.name } },
      ])
      expect(await auditActions(table, `APPLICATION#${applicationId}`)).toEqual([
        'application.submitted',
        'application.approved',
      ])
      expect(await auditActions(table, `PARTNER#${partnerId}`)).toEqual(['partner.created'])
      expect((await auditActions(table, `PERSON#${await arrange.personIdOf(applicant)}`)).at(-1)).toBe(
        'partner-membership.granted',
      )

      const contested = await underReview()
      const reviewers = [contested.as, await arrange.staff('reviewer'), await arrange.staff('reviewer')]
      const decided = await Promise.all(
        reviewers.map((reviewer) => call(approveApplication, handler, reviewer, contested.input)),
      )
      expect(decided.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      expect(await mailsTo(table, contested.applicant.email)).toHaveLength(1)
    },
  },
  refuses: {
    'application-not-found': async () => ({
      as: await arrange.staff('reviewer'),
      input: { applicationId: 'app_00000000000000000000000000' },
    }),
    'application-already-decided': async () => {
      const { applicant, ...asking } = await underReview()
      await call(withdrawApplication, withdraw, applicant, asking.input)
      return asking
    },
    'own-application': async () => {
      const reviewer = await arrange.staff('reviewer')
      const { application } = await arrange.application(reviewer)
      return { as: reviewer, input: { applicationId: application.applicationId } }
    },
    'already-partner': async () => {
      const { applicant, ...asking } = await underReview()
      const { partnerId } = (await arrange.partner()).partner
      await arrange.setPerson(applicant, (person) =>
        joinPartner(person, { partnerId, status: 'active', workplace: true }, undefined),
      )
      return asking
    },
    'partner-member-is-staff': async () => {
      const { applicant, ...asking } = await underReview()
      await arrange.setPerson(applicant, (person) => ({ ...person, staffRoles: ['finance'] }))
      return asking
    },
  },
  also: (table) =>
    it('R64 approves nobody who becomes staff while the approval is on its way', async () => {
      const { as, input, applicant } = await underReview()
      await arrange.bind(as)
      const support = await arrange.staff('support')
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const approving = call(approveApplication, handler, as, input)
      await heldCommit.arrived
      const appointing = { email: applicant.email, staffRoles: ['finance'] }
      expect(await call(setStaffRoles, appoint, support, appointing)).toMatchObject({ status: 200 })
      heldCommit.release()
      expect(await approving).toMatchObject({
        status: 409,
        body: { type: '/problems/partner-member-is-staff' },
      })
    }),
})
