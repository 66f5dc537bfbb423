import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/trials/start-trial.ts'
import { plusDays } from '../../shared/kernel/time.ts'
import { startTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const order = { plan: 'professional', licences: 25 } as const

const onFree = async (options = {}) => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner, options)
  return { as: admin, input: { customerId: customer.customerId, ...order }, customer }
}

const onPaid = async (wanted?: Parameters<typeof arrange.subscribed>[0]) => {
  const { admin, customer } = await arrange.subscribed(wanted)
  return { as: admin, input: { customerId: customer.customerId, ...order } }
}

describeOperation(startTrial, handler, {
  done: {
    title: 'R30 starts 15 days, verified or not; R35 schedules the reminder',
    arrange: () => onFree(),
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
  otherwise: [() => onFree({ verified: true })],
  also: (table) => {
    it('R30 counts the trial of a verified domain, and no other', async () => {
      const counted = async (options: { verified?: boolean }) => {
        const { as, input, customer } = await onFree(options)
        const started = await call(startTrial, handler, as, input, { idempotencyKey: customer.customerId })
        expect(started.status).toBe(201)
        return (await table.items()).filter(({ pk }) => pk === `TRIAL#${customer.domain}`).length
      }
      expect(await counted({ verified: true })).toBe(1)
      expect(await counted({})).toBe(0)
    })

    it('R30 counts the trial for the registrable domain, also of a customer that was stored without it', async () => {
      const { customer: above } = await onFree()
      const { as, input, customer } = await onFree({ verified: true, domain: `shop.${above.domain}` })
      await arrange.forgetRegistrableDomain(customer.customerId)
      const started = await call(startTrial, handler, as, input, { idempotencyKey: 'before' })
      expect(started.status).toBe(201)
      expect((await table.items()).find(({ pk }) => pk === `TRIAL#${above.domain}`)).toMatchObject({
        customerId: customer.customerId,
      })
    })

    it('R30 refuses the trial of a verified domain where another was counted while it starts', async () => {
      const { as, input, customer } = await onFree({ verified: true })
      await arrange.bind(as)
      const { partner } = await arrange.partner()
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const started = recordGuards(() => call(startTrial, handler, as, input, { idempotencyKey: 'held' }))
      await heldCommit.arrived
      await arrange.customer(partner, { verified: true, trial: true, domain: `b.${customer.domain}` })
      heldCommit.release()
      expect(await started).toMatchObject({ status: 409, body: { type: '/problems/trial-already-used' } })
    })
  },
  refuses: {
    'subscription-not-free': () => onPaid(),
    'trial-already-used': async () => {
      const asking = await onFree()
      const { partner } = await arrange.partner()
      await arrange.customer(partner, {
        verified: true,
        trial: true,
        domain: `branch.${asking.customer.domain}`,
      })
      return asking
    },
  },
})

describe('a trial beside a subscription', () => {
  useMemoryTable()

  it.each([
    ['paid', {}],
    ['cancelled at its renewal', { scheduled: { plan: 'free' } }],
    ['past due', { dunning: 'declined' }],
    ['past due without a card', { dunning: 'no-profile' }],
    ['about to be bought, as the outcome of the charge is not known', { pending: 'purchase' }],
    ['being renewed', { pending: 'renewal' }],
  ] as const)('R37 is not started while it is %s', async (_state, wanted) => {
    const { as, input } = await onPaid(wanted)
    const called = await call(startTrial, handler, as, input, { idempotencyKey: 'beside' })
    expect(called).toMatchObject({ status: 409, body: { type: '/problems/subscription-not-free' } })
  })
})
