import { expect } from 'vitest'
import { handler as approve } from '../../functions/applications/approve-application.ts'
import { handler } from '../../functions/applications/reject-application.ts'
import { handler as submit } from '../../functions/applications/submit-application.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import {
  approveApplication,
  rejectApplication,
  submitApplication,
} from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'

const words = { reason: 'needs-more-detail' as const, note: 'บอกเราเพิ่มเติม:\nhow many people are you?' }

const underReview = async () => {
  const { applicant, application } = await arrange.application()
  const { applicationId } = application
  return { as: await arrange.staff('reviewer'), input: { applicationId, ...words }, applicant }
}

describeOperation(rejectApplication, handler, {
  done: {
    title: 'R7 tells the applicant the reason and the note, R5 who may then apply again',
    arrange: underReview,
    then: async (answer, { as, input, applicant }, table) => {
      expect(answer).toMatchObject({ status: 'rejected', rejection: words, decidedBy: as.email, version: 2 })
      expect(await mailsTo(table, applicant.email)).toMatchObject([{ mail: 'application-rejected', words }])
      expect(await auditActions(table, `APPLICATION#${input.applicationId}`)).toEqual([
        'application.submitted',
        'application.rejected',
      ])
      const again = { ...arrange.form(), acceptedTerms: TERMS_VERSION }
      expect(await call(submitApplication, submit, applicant, again)).toMatchObject({ status: 201 })
    },
  },
  refuses: {
    'application-not-found': async () => ({
      as: await arrange.staff('reviewer'),
      input: { applicationId: 'app_00000000000000000000000000', ...words },
    }),
    'application-already-decided': async () => {
      const { as, input } = await underReview()
      await call(approveApplication, approve, as, { applicationId: input.applicationId })
      return { as, input }
    },
    'own-application': async () => {
      const reviewer = await arrange.staff('reviewer')
      const { application } = await arrange.application(reviewer)
      return { as: reviewer, input: { applicationId: application.applicationId, ...words } }
    },
  },
})
