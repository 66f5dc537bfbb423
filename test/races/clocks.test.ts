import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as announce } from '../../functions/billing/announce-renewals.ts'
import { handler as endGrace } from '../../functions/billing/end-grace.ts'
import { handler as renew } from '../../functions/billing/renew-subscriptions.ts'
import { handler as retryPayment } from '../../functions/billing/retry-payments.ts'
import { handler as escalate } from '../../functions/applications/escalate-overdue-applications.ts'
import { handler as lapse } from '../../functions/customers/lapse-unverified-claims.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { handler as expire } from '../../functions/trials/expire-trials.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { handler as remind } from '../../functions/trials/remind-of-trial-end.ts'
import { world } from '../../functions/outside/world.ts'
import { startOfDate } from '../../shared/billing/period.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { Instant, plusDays, toMillis } from '../../shared/kernel/time.ts'
import { lease } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import { reader } from '../../shared/table/reader.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { enqueueWelcome, entryOf } from '../support/outbox.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('time', () => {
  const table = useTestTable()
  // The clock of this machine stands still and is set by hand; the functions read no other.
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await table.clear()
  })
  afterEach(() => void vi.useRealTimers())
  const setClock = (at: Instant, milliseconds = 0): void => void vi.setSystemTime(toMillis(at) + milliseconds)

  const onTrial = async () => {
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner, { verified: true, trial: true })
    if (!customer.trial) throw new Error('The arranged customer is on trial')
    const { endsAt } = customer.trial
    const { customerId } = customer
    const extended = (idempotencyKey: string) =>
      call(extendTrial, extend, admin, { customerId }, { idempotencyKey })
    const acts = () => auditActions(table, `CUSTOMER#${customerId}`)
    return { customerId, superAdmin, endsAt, extended, acts }
  }

  describe.each([-1, 0, 1])('%i ms from an instant, which counts from itself on,', (offset) => {
    const happens = offset >= 0

    it(`R34 the end of a trial is ${happens ? 'recorded' : 'not yet recorded'}`, async () => {
      const { endsAt, acts } = await onTrial()
      setClock(endsAt, offset)
      await run(expire)
      expect(await acts()).toEqual(happens ? ['customer.added', 'trial.ended'] : ['customer.added'])
    })

    it(`R35 a reminder is ${happens ? 'sent' : 'not yet sent'}`, async () => {
      const { endsAt, superAdmin } = await onTrial()
      setClock(plusDays(endsAt, -7), offset)
      await run(remind)
      expect(await mailsTo(table, superAdmin.email)).toHaveLength(happens ? 1 : 0)
    })

    it(`R6 a reply is ${happens ? 'overdue and escalated' : 'not yet overdue'}`, async () => {
      const { application } = await arrange.application()
      setClock(application.dueAt, offset)
      await run(escalate)
      const acts = await auditActions(table, `APPLICATION#${application.applicationId}`)
      expect(acts.includes('application.escalated')).toBe(happens)
    })

    it(`R16 an unverified claim has ${happens ? 'lapsed' : 'not yet lapsed'}`, async () => {
      const { partner } = await arrange.partner()
      const { customer } = await arrange.customer(partner)
      setClock(plusDays(customer.createdAt, 30), offset)
      await run(lapse)
      const found = await reader(world.table).find(customerRecord, customer)
      expect(found?.state !== 'live').toBe(happens)
    })

    const renewalOf = ({ subscription: { renewalDate } }: Customer): Instant => startOfDate(renewalDate ?? '')

    it(`R37 R45 the renewal of a cancelled subscription has ${happens ? 'come' : 'not yet come'}`, async () => {
      const { customer } = await arrange.subscribed({ scheduled: { plan: 'free' } })
      setClock(renewalOf(customer), offset)
      await run(renew)
      const found = await reader(world.table).get(customerRecord, customer)
      expect(found.subscription.plan).toBe(happens ? 'free' : 'standard')
    })

    it(`R45 a renewal is ${happens ? 'announced' : 'not yet announced'}`, async () => {
      const { customer, superAdmin } = await arrange.subscribed({ cardType: 'CC' })
      const before = await mailsTo(table, superAdmin.email)
      setClock(plusDays(renewalOf(customer), -7), offset)
      await run(announce)
      expect(await mailsTo(table, superAdmin.email)).toHaveLength(before.length + (happens ? 1 : 0))
    })

    it(`R45 a retry is ${happens ? 'made' : 'not yet made'}`, async () => {
      const { customer, billing } = await arrange.subscribed({ dunning: 'declined' })
      await arrange.withoutCard(customer)
      if (!billing.dunning?.nextAttemptAt) throw new Error('Nothing is tried again')
      setClock(billing.dunning.nextAttemptAt, offset)
      await run(retryPayment)
      const { dunning } = (await arrange.storedAccount(customer.customerId)).billing ?? {}
      expect(dunning?.reason).toBe(happens ? 'no-profile' : 'declined')
    })

    it(`R37 R45 a grace has ${happens ? 'ended' : 'not yet ended'}`, async () => {
      const { customer, billing } = await arrange.subscribed({ dunning: 'declined' })
      if (!billing.dunning) throw new Error('It is not past due')
      setClock(billing.dunning.graceEndsAt, offset)
      await run(endGrace)
      const found = await reader(world.table).get(customerRecord, customer)
      expect(found.subscription.plan).toBe(happens ? 'free' : 'standard')
    })

    it(`the attempt that leased a mail ${happens ? 'must have died' : 'may still run'}`, async () => {
      const outboxId = await enqueueWelcome(arrange.somebody())
      const leased = lease(await entryOf(outboxId), await arrange.now())
      if (leased.dueAt === undefined) throw new Error('A lease ends')
      await arrange.commit(outboxEntryRecord.put(leased))
      setClock(leased.dueAt, offset)
      await run(retry)
      expect((await entryOf(outboxId)).state).toBe(happens ? 'uncertain' : 'leased')
    })
  })

  it.each([
    [10_000, 200],
    [10_001, 503],
  ])('a request that is %i ms old when it would commit is answered with %i', async (age, status) => {
    const { extended } = await onTrial()
    const before = await table.items()
    const reading = table.proxy.holdNext('BatchGetItem')
    const asking = extended('late')
    await reading.arrived
    vi.setSystemTime(Date.now() + age)
    reading.release()
    const answer = await asking
    expect(answer.status).toBe(status)
    if (status === 200) return
    expect(answer).toMatchObject({ body: { type: '/problems/unavailable' }, headers: { 'retry-after': '1' } })
    expect(await table.items()).toEqual(before)
  })

  it('never runs backwards in an audit chain, though the clock of one function lags behind that of another', async () => {
    const { extended } = await onTrial()
    const started = await arrange.now()
    setClock(started, 5_000)
    expect((await extended('ahead')).status).toBe(200)
    setClock(started, 1)
    expect((await extended('behind')).status).toBe(200)
    const items = await table.items()
    const instants = items
      .filter(({ pk, action }) => pk.startsWith('AUDIT#') && action === 'trial.extended')
      .map(({ at }) => toMillis(Instant.parse(at)) - toMillis(started))
    expect(instants).toEqual([5_000, 5_000])
    expectWholeChains(items)
  })

  it('R34 leaves an end that a function ahead recorded, whatever one behind had decided', async () => {
    const { endsAt, extended, acts } = await onTrial()
    setClock(endsAt, -1_000)
    const committing = table.proxy.holdNext('TransactWriteItems')
    const extending = extended('behind')
    await committing.arrived
    setClock(endsAt, 1_000)
    await run(expire)
    setClock(endsAt, -999)
    committing.release()
    expect(await extending).toMatchObject({ status: 409, body: { type: '/problems/trial-not-running' } })
    expect(await acts()).toEqual(['customer.added', 'trial.ended'])
    expectWholeChains(await table.items())
  })

  it('R34 leaves an extension that a function behind committed, whatever one ahead had decided', async () => {
    const { customerId, endsAt, extended, acts } = await onTrial()
    setClock(endsAt, 1_000)
    const committing = table.proxy.holdNext('TransactWriteItems')
    const ending = run(expire)
    await committing.arrived
    setClock(endsAt, -1_000)
    expect((await extended('behind')).status).toBe(200)
    setClock(endsAt, 1_001)
    committing.release()
    await ending
    expect(await acts()).toEqual(['customer.added', 'trial.extended'])
    const customer = await reader(world.table).find(customerRecord, { customerId })
    expect(customer?.trial?.endsAt).toBe(plusDays(endsAt, 15))
    setClock(plusDays(endsAt, 15))
    await run(expire)
    expect(await acts()).toEqual(['customer.added', 'trial.extended', 'trial.ended'])
    expectWholeChains(await table.items())
  })
})
