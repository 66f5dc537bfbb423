import { expect } from 'vitest'
import { handler } from '../../functions/applications/get-application.ts'
import { getApplication } from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const applied = async () => {
  const { applicant, application } = await arrange.application()
  return { as: applicant, input: { applicationId: application.applicationId }, application }
}

describeOperation(getApplication, handler, {
  done: {
    title: 'R6 shows when the reply is due, and that it is overdue once the clock has passed that',
    arrange: applied,
    then: async (answer, { as, input, application }) => {
      expect(answer).toEqual({ ...application, slaState: 'on-time', version: 1 })
      const missing = { applicationId: 'app_00000000000000000000000000' }
      expect(await call(getApplication, handler, as, missing)).toMatchObject({ status: 404 })
      await arrange.advanceClock('P5D')
      expect(await call(getApplication, handler, as, input)).toMatchObject({ body: { slaState: 'due-soon' } })
      await arrange.advanceClock('P2D')
      expect(await call(getApplication, handler, as, input)).toMatchObject({
        headers: { etag: '"1"' },
        body: { slaState: 'overdue' },
      })
    },
  },
  refuses: {
    'application-not-found': async () => ({ ...(await applied()), as: (await applied()).as }),
  },
})
