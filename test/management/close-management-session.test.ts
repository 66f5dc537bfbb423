import { expect } from 'vitest'
import { handler } from '../../functions/management/close-management-session.ts'
import { closeManagementSession } from '../../shared/management/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const managed = async () => {
  const { admin, customer, session } = await arrange.managed()
  return { as: admin, input: { customerId: customer.customerId }, session }
}

describeOperation(closeManagementSession, handler, {
  done: {
    title: 'R50 ends the session before its time',
    arrange: managed,
    then: async (answer, { as, input, session }, table) => {
      expect(answer.sessionId).toBe(session.sessionId)
      const subject = `SESSION#${input.customerId}#${await arrange.personIdOf(as)}`
      expect(await auditActions(table, subject)).toEqual(['session.opened', 'session.closed'])
    },
  },
  afterGrant: 'management-session-not-open',
  refuses: {
    'management-session-not-open': async () => {
      const { as, input } = await managed()
      await arrange.closeSession(as, input.customerId)
      return { as, input }
    },
  },
})
