import { expect } from 'vitest'
import { handler as approve } from '../../functions/applications/approve-application.ts'
import { handler } from '../../functions/applications/review-application.ts'
import { approveApplication, reviewApplication } from '../../shared/applications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(reviewApplication, handler, {
  done: {
    title: 'R5 flags a partner that bears the same mail domain and tax id, R6 shows how the reply stands',
    arrange: async () => {
      const { application } = await arrange.application()
      const reviewer = await arrange.staff('reviewer')
      return { as: reviewer, input: { applicationId: application.applicationId }, application }
    },
    then: async (answer, { as, input, application }) => {
      expect(answer).toEqual({ ...application, slaState: 'on-time', version: 1, possibleDuplicates: [] })
      const review = async (applicationId: string) => call(reviewApplication, handler, as, { applicationId })

      const { body } = await call(approveApplication, approve, as, { ...input })
      expect(await review(input.applicationId)).toMatchObject({
        body: { status: 'approved', possibleDuplicates: [] },
      })

      const again = await arrange.application()
      const { partnerId } = body
      expect(await review(again.application.applicationId)).toMatchObject({
        body: {
          possibleDuplicates: [
            { partnerId, by: 'mail-domain' },
            { partnerId, by: 'tax-id' },
          ],
        },
      })
    },
  },
  refuses: {
    'application-not-found': async () => ({
      as: await arrange.staff('support'),
      input: { applicationId: 'app_00000000000000000000000000' },
    }),
  },
})
