import { expect } from 'vitest'
import { handler } from '../../functions/applications/submit-application.ts'
import { world } from '../../functions/outside/world.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { submitApplication } from '../../shared/applications/contract.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { personRecord } from '../../shared/people/records.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const filledIn = () => ({ ...arrange.form(), acceptedTerms: TERMS_VERSION })

describeOperation(submitApplication, handler, {
  done: {
    title: 'R4 stores the terms, R5 grants nothing, R6 a reply is due in 7 days and R6 the receipt is mailed',
    arrange: async () => ({ as: arrange.somebody('applicant'), input: filledIn() }),
    then: async (answer, { as }, table) => {
      const { applicationId, submittedAt, dueAt } = answer
      expect(answer).toMatchObject({
        applicant: as.email,
        status: 'submitted',
        slaState: 'on-time',
        terms: { version: TERMS_VERSION, acceptedAt: submittedAt },
        dueAt: plusDays(submittedAt, 7),
        version: 1,
      })
      expect(await mailsTo(table, as.email)).toMatchObject([
        { mail: 'application-received', words: { dueAt } },
      ])
      expect(await auditActions(table, `APPLICATION#${applicationId}`)).toEqual(['application.submitted'])
      expect(await auditActions(table, `PERSON#${await arrange.personIdOf(as)}`)).toEqual([
        'application.opened',
      ])
      const person = await reader(world.table).find(personRecord, as)
      expect(person).toMatchObject({
        openApplicationId: applicationId,
        applications: [applicationId],
        staffRoles: [],
      })
      expect(person).not.toHaveProperty('partner')

      const longest = {
        ...filledIn(),
        company: { ...arrange.form().company, name: 'ก'.repeat(200), taxId: '1ก'.repeat(15) },
        address: { street: 'ก'.repeat(200), city: 'ก'.repeat(100), region: 'ก'.repeat(100), country: 'TH' },
        experience: 'ก'.repeat(4_000),
        partnershipPlan: 'ก'.repeat(4_000),
      }
      const wordy = arrange.somebody('applicant')
      expect(
        await call(submitApplication, handler, wordy, longest, { idempotencyKey: 'long' }),
      ).toMatchObject({
        status: 201,
        body: { experience: longest.experience },
      })
    },
  },
  refuses: {
    'terms-not-accepted': async () => ({
      as: arrange.somebody('applicant'),
      input: { ...filledIn(), acceptedTerms: '2025-01' },
    }),
    'application-already-open': async () => ({
      as: (await arrange.application()).applicant,
      input: filledIn(),
    }),
    'already-partner': async () => ({ as: (await arrange.partner()).admin, input: filledIn() }),
    'partner-member-is-staff': async () => ({ as: await arrange.staff('finance'), input: filledIn() }),
  },
})
