import { describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/trials/expire-trials.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import type { CustomerId } from '../../shared/kernel/id.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('expireTrials', () => {
  const table = useTestTable()
  const about = async (customerId: string) => {
    const items = await table.items()
    return {
      customer: items.find(({ pk, sk }) => pk === `CUSTOMER#${customerId}` && sk === 'CUSTOMER'),
      dues: items.filter(({ pk }) => pk.startsWith('DUE#trial-') && pk.endsWith(customerId)),
      row: items.find(({ sk }) => sk === `ROW#${customerId}`),
      chain: items
        .filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customerId}`)
        .map((item) => auditEntryRecord.parse(item)),
    }
  }
  const setState = (of: { readonly customerId: CustomerId }, state: string) =>
    world.table.commit(
      [{ verb: 'update', key: customerRecord.key(of), set: { state } }],
      world.ulid(world.realMs()),
    )
  const mails = async () => (await table.items()).filter(({ pk }) => pk.startsWith('OUTBOX#'))

  it('R34 records each end once and mails both sides once, however often and in parallel it runs', async () => {
    const { admin, partner } = await arrange.partner()
    const ended = await Promise.all([1, 2, 3].map(() => arrange.customer(partner, { trial: true })))
    await arrange.advanceClock('P14D')
    const running = await arrange.customer(partner, { trial: true })
    await run(handler)
    expect(await mails()).toEqual([])
    await arrange.advanceClock('P1DT1S')

    await Promise.all([run(handler), run(handler), run(handler)])
    await run(handler)
    for (const { customer, superAdmin } of ended) {
      const found = await about(customer.customerId)
      expect(found.customer).toMatchObject({
        trial: { endRecordedAt: expect.any(String) },
        subscription: { plan: 'free' },
      })
      expect(found.row).toMatchObject({ summary: { trial: { endRecordedAt: expect.any(String) } } })
      expect(found.dues).toEqual([])
      expect(found.chain.map(({ action }) => action)).toEqual(['customer.added', 'trial.ended'])
      expectWholeChains(await table.items())
      const told = (await mails())
        .map(({ effect }) => Object(effect))
        .filter(({ words }) => words.domain === customer.domain)
      expect(told.map(({ mail, to }) => `${mail} ${to}`).sort()).toEqual(
        [admin.email, superAdmin.email].map((email) => `trial-ended ${email}`).sort(),
      )
    }
    const untouched = await about(running.customer.customerId)
    expect(untouched.dues).toHaveLength(2)
    expect(untouched.chain).toHaveLength(1)
  })

  it('R14 R16 R34 records the end for a customer that has moved, in the row of its new partner, and for one without a partner', async () => {
    await table.clear()
    const { admin, partner } = await arrange.partner()
    const moved = await arrange.customer(partner, { trial: true, verified: true })
    const next = await arrange.moveCustomer(moved.customer.customerId)
    const alone = await arrange.unmappedCustomer({ trial: true })
    await arrange.advanceClock('P15D')
    await run(handler)
    const [{ row }, unmapped] = [
      await about(moved.customer.customerId),
      await about(alone.customer.customerId),
    ]
    expect(row).toMatchObject({
      partnerId: next.partnerId,
      summary: { trial: { endRecordedAt: expect.any(String) } },
    })
    expect(unmapped.row).toBeUndefined()
    expect(unmapped.chain.at(-1)?.action).toBe('trial.ended')
    const told = (await mails()).map(({ effect }) => String(Object(effect).to))
    expect(told).toEqual(expect.arrayContaining([moved.superAdmin.email, alone.superAdmin.email]))
    expect(told).not.toContain(admin.email)
    expect(told).toHaveLength(3)
  })

  it('puts off only what cannot be read, and records every other end', async () => {
    const { partner } = await arrange.partner()
    const broken = await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('PT1S')
    const whole = await Promise.all([1, 2, 3].map(() => arrange.customer(partner, { trial: true })))
    await setState(broken.customer, 'as no rule knows it')
    await arrange.advanceClock('P15D')
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    await run(handler)
    for (const { customer } of whole)
      expect((await about(customer.customerId)).chain.at(-1)?.action).toBe('trial.ended')
    expect(log.mock.calls.flat().join()).toContain('"postponed":1')
    expect((await about(broken.customer.customerId)).chain.map(({ action }) => action)).toEqual([
      'customer.added',
    ])

    await setState(broken.customer, 'live')
    await run(handler)
    expect((await about(broken.customer.customerId)).dues).not.toEqual([])
    await arrange.advanceClock('PT11M')
    await run(handler)
    expect((await about(broken.customer.customerId)).chain.at(-1)?.action).toBe('trial.ended')
  })

  it('does nothing when its time is up, and leaves the work to a later run', async () => {
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P20D')
    await run(handler, {}, 0)
    expect((await about(customer.customerId)).dues).toHaveLength(2)
    await run(handler)
    expect((await about(customer.customerId)).dues).toEqual([])
  })

  it('ends the trials in the shards that its schedule names, and others the rest', async () => {
    await table.clear()
    const { partner } = await arrange.partner()
    const due = async () =>
      (await table.items())
        .filter(({ pk }) => pk.startsWith('DUE#trial-end#'))
        .map(({ duePk }) => Number(String(duePk).split('#').at(-1)))
    const isNamed = (shard: number) => shard >= 2 && shard <= 5
    do await arrange.customer(partner, { trial: true })
    while (new Set((await due()).map(isNamed)).size < 2)
    await arrange.advanceClock('P16D')
    const all = await due()
    await run(handler, { shards: { first: 2, last: 5 } })
    expect(await due()).toEqual(all.filter((shard) => !isNamed(shard)))
    await Promise.all(
      [
        { first: 0, last: 1 },
        { first: 6, last: 7 },
      ].map((shards) => run(handler, { shards })),
    )
    expect(await due()).toEqual([])
  })

  const ended = async () => {
    await table.clear()
    const { partner } = await arrange.partner()
    await arrange.customer(partner, { trial: true })
    await arrange.advanceClock('P16D')
    return () => run(handler)
  }

  const unreadable = async () => {
    await table.clear()
    const { partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner, { trial: true })
    await setState(customer, 'as no rule knows it')
    await arrange.advanceClock('P16D')
    return () => run(handler)
  }

  proveWrites('puts off what it cannot read', table, unreadable, 'DUE#trial-end')
  proveWrites('records the end of a trial', table, ended, 'DUE#trial-end')
})
