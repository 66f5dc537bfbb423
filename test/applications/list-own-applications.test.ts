import { expect } from 'vitest'
import { handler } from '../../functions/applications/list-own-applications.ts'
import { handler as submit } from '../../functions/applications/submit-application.ts'
import { handler as withdraw } from '../../functions/applications/withdraw-application.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import {
  listOwnApplications,
  submitApplication,
  withdrawApplication,
} from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(listOwnApplications, handler, {
  done: {
    title: 'R5 who withdrew and applied again sees both, newest first, and nobody else sees them',
    arrange: async () => {
      await arrange.application()
      const { applicant, application } = await arrange.application()
      const { applicationId } = application
      await call(withdrawApplication, withdraw, applicant, { applicationId })
      const again = { ...arrange.form(), acceptedTerms: TERMS_VERSION }
      const { body } = await call(submitApplication, submit, applicant, again)
      return { as: applicant, input: {}, expected: [body['applicationId'], applicationId] }
    },
    then: async ({ items, nextCursor }, { expected }) => {
      expect(items.map(({ applicationId }) => applicationId)).toEqual(expected)
      expect(items).toMatchObject([
        { status: 'submitted', slaState: 'on-time', version: 1 },
        { status: 'withdrawn', slaState: 'on-time', version: 2 },
      ])
      expect(nextCursor).toBeUndefined()
      const nobody = await call(listOwnApplications, handler, arrange.somebody(), {})
      expect(nobody.body).toEqual({ items: [] })
    },
  },
  refuses: {},
})
