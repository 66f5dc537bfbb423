import { expect, it } from 'vitest'
import { handler } from '../../functions/administrators/cancel-recovery.ts'
import { handler as change } from '../../functions/administrators/change-super-admin.ts'
import { cancelRecovery, changeSuperAdmin } from '../../shared/administrators/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { withoutRecording } from '../support/describe/guard-recording.ts'
import { auditActions, effects } from '../support/table/effects.ts'
import { askedBefore, askRecovery, recoveryLines } from './recovering.ts'

const cancelling = async () => {
  const { superAdmin, customerId, ...asking } = await withoutRecording(askedBefore)
  return { ...asking, support: asking.as, as: superAdmin, asked: asking, input: { customerId } }
}

const notOpen = { status: 404, body: { type: '/problems/recovery-not-open' } }

describeOperation(cancelRecovery, handler, {
  done: {
    title: 'R13 R53 R64 withdraws what support asks for, and support is told',
    arrange: cancelling,
    then: async (answer, { as, support, asked, named, customer, input }, table) => {
      expect(answer).toEqual(input)
      const chain = `RECOVERY#${input.customerId}`
      expect(await auditActions(table, chain)).toEqual(['recovery.asked', 'recovery.withdrawn'])
      const lines = recoveryLines(await table.items(), customer.customerId)
      expect(lines).toMatchObject([
        { action: 'recovery.asked' },
        {
          action: 'recovery.withdrawn',
          actor: { role: 'super-admin' },
          before: { successor: named.email, state: 'open' },
          after: { successor: named.email, state: 'withdrawn' },
        },
      ])
      const { organizationName, domain } = customer
      expect(await effects(table)).toContainEqual({
        kind: 'tell-support',
        mail: 'team-super-admin-recovery-cancelled',
        words: { organizationName, domain, former: as.email, successor: named.email },
      })
      const askedAnew = await withoutRecording(() => askRecovery(support, asked))
      expect(askedAnew).toMatchObject({ body: { state: 'pending' } })
    },
  },
  also: () => {
    it('R64 finds none that has lapsed, was withdrawn, or is about a former super admin', async () => {
      const { as, input } = await cancelling()
      const cancel = (by: arrange.Somebody, of: typeof input) => call(cancelRecovery, handler, by, of)
      expect(await cancel(as, input)).toMatchObject({ status: 200 })
      expect(await cancel(as, input)).toMatchObject(notOpen)

      const lapsed = await cancelling()
      await arrange.advanceClock('P7D')
      expect(await cancel(lapsed.as, lapsed.input)).toMatchObject(notOpen)

      const overtaken = await cancelling()
      const { user, who } = await arrange.orgAdminUser(overtaken.customer)
      const handing = { ...overtaken.input, userId: user.userId }
      await call(changeSuperAdmin, change, overtaken.as, handing, { ifMatch: '*' })
      expect(await cancel(who, overtaken.input)).toMatchObject(notOpen)
    })
  },
  refuses: {
    'recovery-not-open': async () => {
      const { customer, superAdmin } = await arrange.managed()
      return { as: superAdmin, input: { customerId: customer.customerId } }
    },
  },
})
