import { expect } from 'vitest'
import { handler } from '../../functions/management/get-management-session.ts'
import { getManagementSession } from '../../shared/management/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const managed = async () => {
  const { admin, customer, session } = await arrange.managed()
  return { as: admin, input: { customerId: customer.customerId }, session }
}

describeOperation(getManagementSession, handler, {
  done: {
    title: 'R50 answers the open session',
    arrange: managed,
    then: (answer, { session }) => {
      const { sessionId, openedAt, endsAt, latestEndsAt } = session
      expect(answer).toMatchObject({ sessionId, openedAt, endsAt, latestEndsAt })
    },
  },
  refuses: {
    'management-session-not-open': async () => {
      const { as, input } = await managed()
      await arrange.closeSession(as, input.customerId)
      return { as, input }
    },
  },
})
