import { expect } from 'vitest'
import { handler } from '../../functions/trials/run-trial-expiry.ts'
import { runTrialExpiry } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(runTrialExpiry, handler, {
  done: {
    title: 'R34 records the trials that have ended and says how many',
    arrange: async () => {
      const { partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { trial: true })
      const as = await arrange.staff('support')
      await arrange.advanceClock('P16D')
      return { as, input: {}, customer }
    },
    then: async (answer, { as, customer }, table) => {
      expect(answer).toEqual({ recorded: 1, postponed: 0, more: false })
      const entry = (await table.items()).find(
        ({ pk, action }) => pk === `AUDIT#CUSTOMER#${customer.customerId}` && action === 'trial.ended',
      )
      expect(entry).toMatchObject({ actor: { kind: 'person', email: as.email, role: 'support' } })
    },
  },
  due: 'DUE#trial-end',
  refuses: {},
})
