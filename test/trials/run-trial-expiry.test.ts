import { expect } from 'vitest'
import { handler } from '../../functions/trials/run-trial-expiry.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { runTrialExpiry } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const ended = async () => {
  const { partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { trial: true })
  const as = await arrange.staff('support')
  await arrange.advanceClock('P16D')
  return { as, input: {}, customer }
}

const endedUnreadable = async () => {
  const asking = await ended()
  const key = customerRecord.key(asking.customer)
  await world.table.commit(
    [{ verb: 'update', key, set: { state: 'as no rule knows it' } }],
    world.ulid(world.realMs()),
  )
  return asking
}

describeOperation(runTrialExpiry, handler, {
  done: {
    title: 'R34 records the trials that have ended and says how many',
    arrange: ended,
    then: async (answer, { as, customer }, table) => {
      expect(answer).toEqual({ recorded: 1, postponed: 0, more: false })
      const entry = (await table.items()).find(
        ({ pk, action }) => pk === `AUDIT#CUSTOMER#${customer.customerId}` && action === 'trial.ended',
      )
      expect(entry).toMatchObject({
        actor: { kind: 'person', personId: await arrange.personIdOf(as), role: 'support' },
      })
    },
  },
  otherwise: [endedUnreadable],
  due: 'DUE#trial-end',
  refuses: {},
})
