import { describe, expect, it } from 'vitest'
import { handler as getConsoleCustomer } from '../../functions/customers/get-console-customer.ts'
import { handler as getStoreCustomer } from '../../functions/customers/get-store-customer.ts'
import { handler as listConsoleCustomers } from '../../functions/customers/list-console-customers.ts'
import { handler as listStoreCustomers } from '../../functions/customers/list-store-customers.ts'
import { handler as getOrganization } from '../../functions/organizations/get-organization.ts'
import { handler as setService } from '../../functions/services/set-service.ts'
import { handler as startTrial } from '../../functions/trials/start-trial.ts'
import { handler as listUsers } from '../../functions/users/list-users.ts'
import * as customers from '../../shared/customers/contract.ts'
import * as organizations from '../../shared/organizations/contract.ts'
import * as services from '../../shared/services/contract.ts'
import { FREE_LICENCES } from '../../shared/subscriptions/plan.ts'
import * as trials from '../../shared/trials/contract.ts'
import * as users from '../../shared/users/contract.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const ENDS = [
  ['a renewal that was cancelled', { scheduled: { plan: 'free' } }],
  ['the grace of a renewal that is not paid', { dunning: 'declined' }],
] as const

describe('a subscription whose end has passed', () => {
  useMemoryTable()

  /** A customer with seven active users on ten licences, and the end of its subscription. */
  const ending = async (wanted: Parameters<typeof arrange.subscribed>[0]) => {
    const { admin, superAdmin, customer } = await arrange.subscribed(wanted)
    for (let count = 0; count < 6; count += 1) await arrange.user(customer)
    const { endsAt } = customer.subscription
    if (endsAt === undefined) throw new Error('The arranged subscription has no end')
    return { admin, superAdmin, customer, endsAt, input: { customerId: customer.customerId } }
  }

  const bodyOf = async (asking: ReturnType<typeof call>) => {
    const { status, body } = await asking
    expect(status).toBe(200)
    return body
  }

  it.each(ENDS)('R37 reads as free from the end of %s on, though no job ran', async (_end, wanted) => {
    const { admin, superAdmin, endsAt, input } = await ending(wanted)
    const shown = async () => {
      const inConsole = await bodyOf(call(customers.listConsoleCustomers, listConsoleCustomers, admin, {}))
      const inStore = await bodyOf(call(customers.listStoreCustomers, listStoreCustomers, admin, {}))
      return [
        ...[inConsole['items'], inStore['items']].flat(),
        await bodyOf(call(customers.getConsoleCustomer, getConsoleCustomer, admin, input)),
        await bodyOf(call(customers.getStoreCustomer, getStoreCustomer, admin, input)),
        await bodyOf(call(organizations.getOrganization, getOrganization, superAdmin, input)),
      ]
    }
    await arrange.advanceClockTo(plusMillis(endsAt, -60_000))
    for (const view of await shown())
      expect(view).toMatchObject({ plan: 'standard', licences: 10, renewalDate: expect.any(String) })
    await arrange.advanceClockTo(endsAt)
    for (const view of await shown()) {
      expect(view).toMatchObject({ plan: 'free', licences: FREE_LICENCES })
      expect(view).not.toHaveProperty('renewalDate')
      expect(view).not.toHaveProperty('payPeriod')
    }
    expect((await arrange.storedAccount(input.customerId)).customer.subscription.plan).toBe('standard')
  })

  it.each(ENDS)(
    'R37 leaves the super admin and the oldest users active from the end of %s on, and suspends the others by the plan',
    async (_end, wanted) => {
      const { superAdmin, endsAt, input } = await ending(wanted)
      const listed = async () => {
        const { items, counts } = await bodyOf(call(users.listUsers, listUsers, superAdmin, input))
        const all: unknown[] = [items].flat()
        return { counts, suspended: all.map((user) => Object(user).suspendedBy === 'plan') }
      }
      await arrange.advanceClockTo(plusMillis(endsAt, -60_000))
      expect(await listed()).toEqual({
        counts: { active: 7, licences: 10, plan: 'standard' },
        suspended: Array<boolean>(7).fill(false),
      })
      await arrange.advanceClockTo(endsAt)
      expect(await listed()).toEqual({
        counts: { active: FREE_LICENCES, licences: FREE_LICENCES, plan: 'free' },
        suspended: [true, true, false, false, false, false, false],
      })
    },
  )

  it.each(ENDS)(
    'R15 R30 has the services of free from the end of %s on, and may be tried',
    async (_end, wanted) => {
      const { admin, endsAt, input } = await ending(wanted)
      const docs = { ...input, service: 'docs', on: true }
      const order = { ...input, plan: 'professional', licences: 25 }
      const started = (idempotencyKey: string) =>
        call(trials.startTrial, startTrial, admin, order, { idempotencyKey })
      expect(await started('before')).toMatchObject({
        status: 409,
        body: { type: '/problems/subscription-not-free' },
      })
      await arrange.advanceClockTo(endsAt)
      expect((await call(services.setService, setService, admin, docs)).status).toBe(409)
      expect(await started('after')).toMatchObject({ status: 201 })
    },
  )
})
