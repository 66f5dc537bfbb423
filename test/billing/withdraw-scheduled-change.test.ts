import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/billing/withdraw-scheduled-change.ts'
import { withdrawScheduledChange } from '../../shared/billing/contract.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const asked = async (wanted?: Parameters<typeof arrange.subscribed>[0]) => {
  const { admin, customer, billing } = await arrange.subscribed(wanted)
  const { customerId } = customer
  return { as: admin, input: { customerId }, ifMatch: `"${billing.version}"`, billing }
}

/** On which day a yearly subscription was bought that renews in some days. */
const boughtToRenewIn = async (days: number) => plusMonths(dateOf(plusDays(await arrange.now(), days)), -12)

const scheduled = { licences: 5, plan: 'mail-lite' } as const

describeOperation(withdrawScheduledChange, handler, {
  done: {
    title: 'R41 what was scheduled is scheduled no more, and nothing else changes',
    arrange: () => asked({ scheduled }),
    then: async (answer, { input: { customerId }, billing }, table) => {
      expect(answer).toMatchObject({ plan: 'standard', licences: 10, version: billing.version + 1 })
      expect(answer).not.toHaveProperty('scheduled')
      const { customer } = await arrange.storedAccount(customerId)
      expect(customer.subscription).toMatchObject({ plan: 'standard', licences: 10 })
      expect((await auditActions(table, `CUSTOMER#${customerId}`)).at(-1)).toBe(
        'subscription.change-withdrawn',
      )
      expect((await auditActions(table, `BILLING#${customerId}`)).at(-1)).toBe(
        'subscription.change-withdrawn',
      )
    },
  },
  otherwise: [async () => asked({ scheduled: { plan: 'free' }, anchor: await boughtToRenewIn(3) })],
  refuses: {
    'payment-pending': () => asked({ scheduled, pending: 'renewal' }),
    'subscription-past-due': () => asked({ scheduled, dunning: 'declined' }),
    'renewal-due': async () =>
      asked({ scheduled: { plan: 'free' }, anchor: plusMonths(dateOf(await arrange.now()), -12) }),
    'no-scheduled-change': () => asked(),
  },
})

describe('what is withdrawn', () => {
  const table = useMemoryTable()

  it('R45 has the yearly renewal announced that takes place after all', async () => {
    const anchor = await boughtToRenewIn(3)
    const { as, input, ifMatch } = await asked({ scheduled: { plan: 'free' }, anchor })
    const at = await arrange.now()
    const notices = () => table.items().filter(({ pk }) => pk === `DUE#renewal-notice#${input.customerId}`)
    expect(await call(withdrawScheduledChange, handler, as, input, { ifMatch })).toMatchObject({
      status: 200,
    })
    expect(notices().map(({ dueAt }) => String(dueAt) >= at)).toEqual([true])
  })

  it('R41 takes back a cancellation: the subscription does not end at the renewal', async () => {
    const { as, input, ifMatch } = await asked({ scheduled: { plan: 'free' } })
    expect((await arrange.storedAccount(input.customerId)).customer.subscription).toHaveProperty('endsAt')
    const called = await call(withdrawScheduledChange, handler, as, input, { ifMatch })
    expect(called).toMatchObject({ status: 200, body: { state: 'active', plan: 'standard' } })
    expect((await arrange.storedAccount(input.customerId)).customer.subscription).not.toHaveProperty('endsAt')
  })
})
