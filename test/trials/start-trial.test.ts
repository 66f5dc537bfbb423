import { expect } from 'vitest'
import { handler } from '../../functions/trials/start-trial.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { startTrial } from '../../shared/trials/contract.ts'
import { trialClaimRecord } from '../../shared/trials/records.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const order = { plan: 'professional', licences: 25 } as const

const onFree = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  return { as: admin, input: { customerId: customer.customerId, ...order }, customer }
}

describeOperation(startTrial, handler, {
  done: {
    title: 'R30 starts 15 days, verified or not; R35 schedules the reminder',
    arrange: onFree,
    then: async (answer, { customer }, table) => {
      expect(answer).toMatchObject({ ...order, state: 'running', grantedDays: 15, extensionsLeft: 3 })
      const items = await table.items()
      const due = (job: string) => items.find(({ pk }) => pk === `DUE#${job}#${customer.customerId}`)
      expect(due('trial-end')).toMatchObject({ dueAt: answer.endsAt })
      expect(due('trial-reminder')).toMatchObject({ dueAt: plusDays(answer.endsAt, -7) })
      const row = items.find(({ sk }) => sk === `ROW#${customer.customerId}`)
      expect(row).toMatchObject({ summary: { trial: { plan: 'professional', endsAt: answer.endsAt } } })
      expect(items.filter(({ pk }) => pk.startsWith('OUTBOX#'))).toMatchObject([
        { effect: { mail: 'trial-started' } },
      ])
    },
  },
  refuses: {
    'trial-already-used': async () => {
      const { customer, ...asking } = await onFree()
      const tried = {
        registrableDomain: customer.domain,
        customerId: CustomerId.parse(`cus_${'0'.repeat(26)}`),
      }
      await arrange.commit(trialClaimRecord.putNew({ ...tried, claimedAt: customer.createdAt }))
      return asking
    },
  },
})
