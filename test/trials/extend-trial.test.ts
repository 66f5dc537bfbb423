import { expect } from 'vitest'
import { handler } from '../../functions/trials/extend-trial.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const onTrial = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, { trial: true })
  return { as: admin, input: { customerId: customer.customerId }, customer }
}

describeOperation(extendTrial, handler, {
  done: {
    title: 'R31 adds 15 days to the present end, R32 mails, R33 tells the budget',
    arrange: onTrial,
    then: async (answer, { customer }, table) => {
      const endsAt = plusDays(customer.trial?.endsAt ?? (await arrange.now()), 15)
      expect(answer).toMatchObject({ endsAt, grantedDays: 30, extensionsLeft: 2, state: 'running' })
      const items = await table.items()
      const due = items.find(({ pk }) => pk === `DUE#trial-end#${customer.customerId}`)
      expect(due).toMatchObject({ dueAt: endsAt })
      const mails = items.filter(({ pk }) => pk.startsWith('OUTBOX#'))
      expect(mails).toMatchObject([
        { effect: { mail: 'trial-extended', to: customer.superAdmin.email, words: { endsAt } } },
      ])
      const audit = items.filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customer.customerId}`)
      expect(audit.map(({ action }) => action)).toEqual(['customer.added', 'trial.extended'])
    },
  },
  refuses: {
    'trial-not-running': async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner)
      return { as: admin, input: { customerId: customer.customerId } }
    },
    'trial-extensions-exhausted': async () => {
      const { customer, ...asking } = await onTrial()
      const { call } = await import('../support/describe/call.ts')
      for (const idempotencyKey of ['one', 'two', 'three'])
        expect(await call(extendTrial, handler, asking.as, asking.input, { idempotencyKey })).toMatchObject({
          status: 200,
        })
      return asking
    },
  },
})
