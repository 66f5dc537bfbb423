import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/billing/get-subscription.ts'
import { getSubscription } from '../../shared/billing/contract.ts'
import { profileView } from '../../shared/billing/view.ts'
import { dateOf, plusMonths } from '../../shared/kernel/date.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const asked = async (wanted?: Parameters<typeof arrange.subscribed>[0]) => {
  const { admin, customer, billing, payment } = await arrange.subscribed(wanted)
  return { as: admin, input: { customerId: customer.customerId }, customer, billing, payment }
}

const onFree = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  return { as: admin, input: { customerId: customer.customerId } }
}

const answered = async ({ as, input }: Awaited<ReturnType<typeof onFree>>) => {
  const { status, body, headers } = await call(getSubscription, handler, as, input)
  expect(status).toBe(200)
  expect(headers['etag']).toBe(`"${String(body['version'])}"`)
  return body
}

describeOperation(getSubscription, handler, {
  done: {
    title: 'R41 shows the plan, what is scheduled and when, and R43 the card on file without its number',
    arrange: () =>
      asked({ storage: [{ gb: 25, count: 2 }], scheduled: { licences: 5, payPeriod: 'monthly' } }),
    then: async (answer, { customer, billing }) => {
      expect(answer).toEqual({
        state: 'active',
        plan: 'standard',
        licences: 10,
        payPeriod: 'yearly',
        renewalDate: customer.subscription.renewalDate,
        storage: [{ gb: 25, count: 2 }],
        scheduled: { licences: 5, payPeriod: 'monthly' },
        profile: { cardType: 'RC', brand: 'visa', last4: '4242', expiresAt: '2030-04' },
        version: billing.version,
      })
    },
  },
  refuses: {},
})

describe('a subscription as it is shown', () => {
  useMemoryTable()

  it('is free with version 0 before the first purchase', async () => {
    expect(await answered(await onFree())).toEqual({
      state: 'free',
      plan: 'free',
      licences: 5,
      storage: [],
      version: 0,
    })
  })

  it('R41 keeps what is bought while the outcome of a charge is not known, and names the payment', async () => {
    const asking = await asked({ pending: 'change' })
    expect(await answered(asking)).toMatchObject({
      state: 'active',
      licences: 10,
      pendingPaymentId: asking.payment.paymentId,
    })
    const first = await asked({ pending: 'purchase' })
    expect(await answered(first)).toMatchObject({
      state: 'free',
      plan: 'free',
      pendingPaymentId: first.payment.paymentId,
    })
  })

  it('R45 is past due with its reason, its next attempt and the end of its grace', async () => {
    const { customer, billing, ...asking } = await asked({ dunning: 'authentication-required' })
    const { nextAttemptAt, graceEndsAt } = billing.dunning ?? {}
    expect(await answered(asking)).toMatchObject({
      state: 'past-due',
      plan: 'standard',
      licences: 10,
      renewalDate: customer.subscription.renewalDate,
      dunning: { reason: 'authentication-required', nextAttemptAt, graceEndsAt },
    })
  })

  it('R43 shows no card where none is on file', async () => {
    const asking = await asked({ dunning: 'no-profile' })
    const answer = await answered(asking)
    expect(answer).toMatchObject({ state: 'past-due', dunning: { reason: 'no-profile' } })
    expect(answer).not.toHaveProperty('profile')
    expect(answer).not.toHaveProperty('dunning.nextAttemptAt')
  })

  it.each([
    ['a renewal that was cancelled', 1, { scheduled: { plan: 'free' } }],
    ['the grace', 16, { dunning: 'declined' }],
  ] as const)(
    'R37 reads as free from the end of %s on, whether or not a job ran',
    async (_end, days, state) => {
      const renewed = dateOf(plusDays(await arrange.now(), -days))
      const { billing, ...asking } = await asked({ anchor: plusMonths(renewed, -12), ...state })
      const { profile } = billing
      expect(await answered(asking)).toEqual({
        state: 'free',
        plan: 'free',
        licences: 5,
        storage: [],
        profile: profile && profileView(profile),
        version: billing.version,
      })
    },
  )
})
