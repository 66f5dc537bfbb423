import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/billing/cancel-subscription.ts'
import { cancelSubscription } from '../../shared/billing/contract.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const asked = async (wanted?: Parameters<typeof arrange.subscribed>[0]) => {
  const { admin, customer, billing } = await arrange.subscribed(wanted)
  const { customerId } = customer
  return { as: admin, input: { customerId }, ifMatch: `"${billing.version}"`, customer, billing }
}

const pastDue = () => asked({ dunning: 'declined', storage: [{ gb: 25, count: 1 }] })

describeOperation(cancelSubscription, handler, {
  done: {
    title: 'R41 the plan stays until the renewal, from which on it reads as free',
    arrange: () => asked({ storage: [{ gb: 25, count: 1 }] }),
    then: async (answer, { input: { customerId }, customer: before, billing }, table) => {
      const { renewalDate = '' } = before.subscription
      expect(answer).toMatchObject({
        subscription: {
          state: 'active',
          plan: 'standard',
          renewalDate,
          storage: [{ gb: 25, count: 1 }],
          scheduled: { plan: 'free' },
          version: billing.version + 1,
        },
      })
      expect(answer).not.toHaveProperty('payment')
      expect(answer).not.toHaveProperty('replaces')
      const { customer } = await arrange.storedAccount(customerId)
      expect(customer.subscription.endsAt).toBe(startOfDate(renewalDate))
      expect((await auditActions(table, `CUSTOMER#${customerId}`)).at(-1)).toBe(
        'subscription.cancellation-scheduled',
      )
    },
  },
  otherwise: [pastDue],
  refuses: {
    'payment-pending': () => asked({ pending: 'renewal' }),
    'subscription-free': async () => {
      const { admin, partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner, { verified: true })
      return { as: admin, input: { customerId: customer.customerId }, ifMatch: '"0"' }
    },
    'renewal-due': async () => asked({ anchor: plusMonths(dateOf(await arrange.now()), -12) }),
    'nothing-to-change': () => asked({ scheduled: { plan: 'free' } }),
  },
})

describe('what is cancelled', () => {
  const table = useMemoryTable()

  const cancel = async ({ as, input, ifMatch }: Awaited<ReturnType<typeof asked>>) => {
    const { status, body } = await call(cancelSubscription, handler, as, input, {
      ifMatch,
      idempotencyKey: input.customerId,
    })
    expect(status).toBe(200)
    return body
  }

  it('R45 past due it is free at once: retries stop, the card stays, both sides are told', async () => {
    const { customer: before, billing, ...asking } = await pastDue()
    const { customerId } = asking.input
    const answer = await cancel({ ...asking, customer: before, billing })
    expect(answer).toMatchObject({
      subscription: { state: 'free', plan: 'free', licences: 5, storage: [], profile: { last4: '4242' } },
    })
    const { customer, billing: after } = await arrange.storedAccount(customerId)
    expect(customer.subscription).toEqual({ plan: 'free', licences: 5, everCharged: true, cardType: 'RC' })
    expect(after).toMatchObject({ profile: billing.profile, revenues: billing.revenues, storage: [] })
    for (const member of ['dunning', 'cycle', 'scheduled']) expect(after).not.toHaveProperty(member)
    const items = table.items()
    expect(items.filter(({ pk }) => pk.startsWith('DUE#') && pk.endsWith(`#${customerId}`))).toEqual([])
    const mails = items.filter(
      (item) => item.pk.startsWith('OUTBOX#') && JSON.stringify(item).includes(before.domain),
    )
    expect(mails).toMatchObject([{ effect: { mail: 'fell-to-free' } }, { effect: { mail: 'fell-to-free' } }])
  })

  it('R41 says what was scheduled in its place', async () => {
    const scheduled = { licences: 5, payPeriod: 'monthly' } as const
    expect(await cancel(await asked({ scheduled }))).toMatchObject({
      subscription: { scheduled: { plan: 'free' } },
      replaces: scheduled,
    })
  })

  it('cancels a plan that was paid for before the programme charged it, by version 0', async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, {
      verified: true,
      subscription: await arrange.paid(),
    })
    const input = { customerId: customer.customerId }
    const called = await call(cancelSubscription, handler, admin, input, {
      ifMatch: '"0"',
      idempotencyKey: input.customerId,
    })
    expect(called).toMatchObject({ status: 200, body: { subscription: { scheduled: { plan: 'free' } } } })
  })
})
