import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { outboxChanges } from '../../functions/edge/outbox.ts'
import { world } from '../../functions/outside/world.ts'
import { clockRecord } from '../../shared/clock/records.ts'
import { customerRowRecord, domainOwnerRecord } from '../../shared/customers/records.ts'
import { customerExists } from '../../shared/customers/customer.ts'
import { CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import { row, type Change } from '../../shared/table/record.ts'
import { storeAnswer } from '../../shared/table/stored-answer.ts'
import * as arrange from '../support/arrange.ts'
import type { Fault } from '../support/faults/fault-proxy.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { useTestTable } from '../support/table/test-table.ts'

const customerId = CustomerId.parse(`cus_${'0'.repeat(26)}`)
const event = { action: 'clock.advanced' } as const

/** A row that counts; its key borrows a kind, because every kind of the table is declared. */
const counter = row({
  kind: 'companyMark',
  schema: z.object({ name: z.string(), count: z.int(), note: z.string() }),
  key: ({ name }: { name: string }) => ({ pk: `COMPANY#${name}`, sk: 'COUNT' }),
})

describe('a commit', () => {
  const table = useTestTable()
  beforeEach(() => table.proxy.reset())

  const commit = async (...changes: Change[]): Promise<boolean> =>
    commitChanges(world.table, changes, {
      at: await arrange.now(),
      actor: { kind: 'function', name: 'test' },
      ...world.commitMarks(),
    })
  const clock = async () => {
    const found = await reader(world.table).find(clockRecord, undefined)
    if (!found) throw new Error('The clock was never set')
    return found
  }
  const chain = async () =>
    (await table.items()).filter(({ pk }) => pk === 'AUDIT#CLOCK').map((item) => auditEntryRecord.parse(item))

  it('puts the entity and its audit entry, or neither', async () => {
    await arrange.advanceClock('PT1S')
    const domain = 'taken.co.th'
    await commit(domainOwnerRecord.putNew({ domain, customerId }))
    const before = await table.items()
    const both = commit(
      clockRecord.replace(await clock(), { aheadMs: 2_000 }, event),
      domainOwnerRecord.putNew({ domain, customerId }, customerExists()),
    )
    await expect(both).rejects.toThrow('customer-exists')
    expect(await table.items()).toEqual(before)
  })

  it('makes dense chains that verify, whoever wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const read = await clock()
      const outcomes = await Promise.all(
        [1, 2, 3].map((by) => commit(clockRecord.replace(read, { aheadMs: read.aheadMs + by }, event))),
      )
      expect(outcomes.filter(Boolean)).toHaveLength(1)
    }
    const entries = await chain()
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
    expectWholeChains(await table.items())
  })

  it.each<[string, Fault[], number]>([
    ['one lost acknowledgement', ['lost-acknowledgement'], 1],
    ['lost acknowledgements of every attempt', Array<Fault>(15).fill('lost-acknowledgement'), 1],
    ['a connection reset', ['reset'], 1],
    ['transaction conflicts', ['conflict', 'conflict'], 1],
    ['a transaction in progress', ['in-progress'], 1],
    ['throttling', ['throttle', 'throttle', 'throttle', 'throttle'], 1],
    ['a connection that hangs', ['hang'], 1],
    ['a request delivered twice', ['duplicate'], 1],
    ['a canceled transaction', ['canceled', 'canceled'], 1],
    ['inner faults', ['server-error', 'server-error', 'server-error', 'server-error'], 1],
  ])('takes effect exactly once and says so after %s', async (_name, faults, steps) => {
    const read = await clock()
    const entries = (await chain()).length
    table.proxy.failNext('TransactWriteItems', ...faults)
    expect(await commit(clockRecord.replace(read, { aheadMs: read.aheadMs + steps }, event))).toBe(true)
    expect((await clock()).aheadMs).toBe(read.aheadMs + steps)
    expect((await chain()).length).toBe(entries + 1)
  })

  it('says that it lost against another, even when the acknowledgement of that answer is lost', async () => {
    const read = await clock()
    await commit(clockRecord.replace(read, { aheadMs: read.aheadMs + 5 }, event))
    table.proxy.failNext('TransactWriteItems', 'lost-acknowledgement')
    expect(await commit(clockRecord.replace(read, { aheadMs: read.aheadMs + 7 }, event))).toBe(false)
  })

  it('gives up with unavailable within two seconds when no answer can be had', async () => {
    const read = await clock()
    table.proxy.failNext('TransactWriteItems', ...Array<Fault>(30).fill('conflict'))
    const startedMs = world.realMs()
    await expect(commit(clockRecord.replace(read, { aheadMs: read.aheadMs + 1 }, event))).rejects.toThrow(
      'unavailable',
    )
    expect(world.realMs() - startedMs).toBeLessThan(4_000)
    expect((await clock()).aheadMs).toBe(read.aheadMs)
  })

  it('gives up with unavailable where every connection hangs', async () => {
    const read = await clock()
    table.proxy.failNext('TransactWriteItems', ...Array<Fault>(30).fill('hang'))
    const startedMs = world.realMs()
    await expect(commit(clockRecord.replace(read, { aheadMs: read.aheadMs + 1 }, event))).rejects.toThrow(
      'unavailable',
    )
    expect(world.realMs() - startedMs).toBeLessThan(8_000)
  })

  it('never overwrites an audit entry, even for an entity that was set back', async () => {
    const newest = await clock()
    const [first] = await chain()
    if (!first) throw new Error('The chain is empty')
    const setBack = {
      ...clockRecord.key(undefined),
      ...newest,
      version: 1,
      auditHash: first.hash,
      auditAt: first.at,
    }
    await table.put(setBack)
    const before = await chain()
    expect(await commit(clockRecord.replace(clockRecord.parse(setBack), { aheadMs: 1 }, event))).toBe(false)
    expect(await chain()).toEqual(before)
    await table.put({ pk: 'CLOCK', sk: 'CLOCK', ...newest })
  })

  it('keeps an answer until it expires, and no other in its place', async () => {
    const answer = { digest: 'd', inputHash: 'h', status: 200, body: '{}' }
    const nowMs = world.realMs()
    expect(await commit(storeAnswer(answer, nowMs))).toBe(true)
    expect(await commit(storeAnswer({ ...answer, inputHash: 'other' }, nowMs))).toBe(false)
    expect(await commit(storeAnswer({ ...answer, inputHash: 'other' }, nowMs + 25 * 3_600_000))).toBe(true)
  })

  it('queues an effect once', async () => {
    const effect = mail(
      'application-approved',
      { email: arrange.somebody().email, language: 'en' },
      { companyName: 'Siam' },
    )
    const queuing = outboxChanges([effect], await arrange.now())
    expect([await commit(...queuing), await commit(...queuing)]).toEqual([true, false])
  })

  it('sets nothing on a row that is gone', async () => {
    const row = { partnerId: PartnerId.parse(`ptr_${'0'.repeat(26)}`), customerId }
    expect(await commit(customerRowRecord.set(row, { accessStatus: 'revoked' }))).toBe(false)
    expect((await table.items()).filter(({ sk }) => sk.startsWith('ROW#'))).toEqual([])
  })

  describe('that adds to numbers', () => {
    const beside = (): Change =>
      domainOwnerRecord.putNew({ domain: `${crypto.randomUUID()}.co.th`, customerId })
    const counted = (name: string) => reader(world.table).find(counter, { name })
    const counting = (name: string, by: number, rest = {}): Change =>
      counter.increment({ name }, { count: by }, { set: { name, note: `by ${by}` }, ...rest })

    it('creates the row, adds to it and subtracts, and sets other attributes with it', async () => {
      expect(await commit(counting('made', 2), beside())).toBe(true)
      expect(await commit(counting('made', 5), beside())).toBe(true)
      expect(await commit(counting('made', -3), beside())).toBe(true)
      expect(await counted('made')).toEqual({ name: 'made', count: 4, note: 'by -3' })
    })

    it('creates nothing where its condition needs the row, and refuses as it says', async () => {
      const refused = counting('unknown', -1, {
        condition: { atLeast: { count: 1 } },
        refusal: customerExists(),
      })
      await expect(commit(refused, beside())).rejects.toThrow('customer-exists')
      expect(await counted('unknown')).toBeUndefined()
    })

    it('loses none of many at once, and never passes its bound', async () => {
      const bounded = () => counting('bounded', 1, { condition: { atMost: { count: 4 } } })
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => commit(bounded(), beside())))
      expect(outcomes.filter(Boolean)).toHaveLength(5)
      expect((await counted('bounded'))?.count).toBe(5)
    })

    it.each<[string, Fault[]]>([
      ['one lost acknowledgement', ['lost-acknowledgement']],
      ['lost acknowledgements of every attempt', Array<Fault>(15).fill('lost-acknowledgement')],
      ['a request delivered twice', ['duplicate']],
    ])('adds exactly once and says so after %s', async (name, faults) => {
      table.proxy.failNext('TransactWriteItems', ...faults)
      expect(await commit(counting(name, 1), beside())).toBe(true)
      expect((await counted(name))?.count).toBe(1)
    })

    it('is refused before it is sent without a put, which alone tells afterwards whether it happened', async () => {
      await expect(commit(counting('alone', 1))).rejects.toThrow('puts no item')
      expect(table.proxy.count('TransactWriteItems')).toBe(0)
    })
  })

  describe('with a check', () => {
    const row = (count: number) => counter.put({ name: 'checked', count, note: '' })
    const limit = { atMost: { count: 1 } }

    it('throws its refusal where only the check does not hold', async () => {
      await commit(row(2))
      const domain = 'unchecked.co.th'
      const checked = commit(
        domainOwnerRecord.putNew({ domain, customerId }),
        counter.check({ name: 'checked' }, limit, customerExists()),
      )
      await expect(checked).rejects.toThrow('customer-exists')
      expect(await reader(world.table).find(domainOwnerRecord, { domain })).toBeUndefined()
    })

    it('decides again where the check has no refusal', async () => {
      await commit(row(2))
      expect(await commit(counter.check({ name: 'checked' }, limit))).toBe(false)
      await commit(row(1))
      expect(await commit(counter.check({ name: 'checked' }, limit))).toBe(true)
    })

    it.each<[string, Change]>([
      ['a put', row(7)],
      ['a set', counter.set({ name: 'checked' }, { note: 'set' }, { differs: { note: 'locked' } })],
      ['a removal', counter.remove({ name: 'checked' })],
      ['another check', counter.check({ name: 'checked' }, { equals: { note: '' } })],
    ])('of the item that %s is about, holds both to their conditions', async (_what, change) => {
      await commit(row(2))
      const both = [counter.check({ name: 'checked' }, limit), change]
      expect(await commit(...both)).toBe(false)
      expect(await commit(...both.toReversed())).toBe(false)
      await commit(row(1))
      expect(await commit(...both)).toBe(true)
    })

    it.each<[string, Change]>([
      ['a set', counter.set({ name: 'none' }, { note: '' }, { equals: { note: 'x' } }, customerExists())],
      ['a removal', counter.remove({ name: 'none' }, { equals: { note: 'x' } }, customerExists())],
    ])('like %s, refuses as it says', async (_what, change) =>
      expect(commit(change)).rejects.toThrow('customer-exists'),
    )

    it('of an entity is left out beside its next version', async () => {
      const read = await clock()
      const next = clockRecord.replace(read, { aheadMs: read.aheadMs + 1 }, event)
      expect(await commit(clockRecord.check(undefined, { atMost: { aheadMs: -1 } }))).toBe(false)
      expect(await commit(clockRecord.unchanged(read), next)).toBe(true)
      expect(await commit(clockRecord.unchanged(read))).toBe(false)
    })
  })

  it('throws a refusal only where nothing else moved, so that the same request finds its own answer', async () => {
    const read = await clock()
    const domain = 'twice.co.th'
    const changes = [
      clockRecord.replace(read, { aheadMs: read.aheadMs + 1 }, event),
      domainOwnerRecord.putNew({ domain, customerId }, customerExists()),
    ]
    expect(await commit(...changes)).toBe(true)
    expect(await commit(...changes)).toBe(false)
  })

  it('refuses more than 100 items before anything is sent', async () => {
    const claims = Array.from({ length: 101 }, (_, index) =>
      domainOwnerRecord.putNew({ domain: `d${index}.co.th`, customerId }),
    )
    await expect(commit(...claims)).rejects.toThrow('limit of 100')
    expect(table.proxy.count('TransactWriteItems')).toBe(0)
  })
})
