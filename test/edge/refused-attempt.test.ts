import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as add } from '../../functions/users/add-users.ts'
import { handler as remove } from '../../functions/users/delete-user.ts'
import { world } from '../../functions/outside/world.ts'
import { MOST_REFUSALS, refusalCountRecord } from '../../shared/audit/records.ts'
import { Instant, plusMillis } from '../../shared/kernel/time.ts'
import { addUsers, deleteUser } from '../../shared/users/contract.ts'
import { codeOf } from '../attack/asking.ts'
import { MISSING } from '../attack/cast.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { isLine, refusedLines, withoutRefusals } from '../support/describe/expect-refusal.ts'
import type { Fault } from '../support/faults/fault-proxy.ts'
import { writesSent } from '../support/faults/guards.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { useTestTable } from '../support/table/test-table.ts'

const COMMIT = 'TransactWriteItems'

const attempt = (admin: arrange.Somebody, customerId: string) =>
  call(deleteUser, remove, admin, { customerId, userId: MISSING.userId })

const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make))

/** The beginning of the next minute, from where time goes on by a millisecond whenever it is asked for, so that a test lies within one minute however long it takes. */
const startNextMinute = async (): Promise<void> => {
  let ms = world.realMs()
  vi.spyOn(world, 'realMs').mockImplementation(() => (ms += 1))
  await arrange.advanceClockTo(
    Instant.parse(`${plusMillis(await arrange.now(), 60_000).slice(0, 16)}:00.000Z`),
  )
}

describe('the line of a refused attempt (R53)', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  afterEach(() => void vi.restoreAllMocks())

  describe('on a table in memory', () => {
    const table = useMemoryTable()
    const lines = () => refusedLines(table.items())
    const actions = () => lines().map((line) => line['action'] ?? line['operation'])

    it('says who attempted what from where, on behalf of whom and in which session, and what was answered', async () => {
      const { admin, partner, customer, session } = await arrange.managed()
      const called = await attempt(admin, customer.customerId)
      expect(called.status).toBe(403)
      expect(lines()).toMatchObject([
        {
          outcome: 'refused',
          operation: 'deleteUser',
          code: 'forbidden-to-partner-admin',
          requestId: called.body['instance'],
          sessionId: session.sessionId,
          sourceAddress: '192.0.2.7',
          actor: { kind: 'person', role: 'partner-admin', partnerId: partner.partnerId },
        },
      ])
      expect(JSON.stringify(lines())).not.toContain(admin.email)
    })

    it('names no session that is not open', async () => {
      const { admin, customer } = await arrange.managed()
      await arrange.closeSession(admin, customer.customerId)
      await attempt(admin, customer.customerId)
      expect(lines()).toHaveLength(1)
      expect(lines()[0]).not.toHaveProperty('sessionId')
    })

    it.each([
      ['has never signed in', arrange.neverSignedIn],
      ['was released to another account (R65)', arrange.releaseAddress],
    ])('is put for an admin whose address %s, too', async (_how, make) => {
      const { admin, customer } = await arrange.managed()
      await make(admin)
      const another = { ...admin, sub: 'another account' }
      expect(codeOf(await attempt(another, customer.customerId))).toBe('forbidden-to-partner-admin')
      expect(lines()).toHaveLength(1)
    })

    it('is put for the admins of the partner alone', async () => {
      const { superAdmin, customer } = await arrange.managed()
      const { admin: foreign } = await arrange.partner()
      const { customerId } = customer
      for (const who of [superAdmin, foreign, arrange.somebody('stranger'), await arrange.staff('support')])
        expect((await attempt(who, customerId)).status).toBe(404)
      expect(lines()).toEqual([])
    })

    it(`is one of ${MOST_REFUSALS} a person and minute, after which one says that there were more; the next minute counts anew`, async () => {
      const { admin, customer } = await arrange.managed()
      const { customerId } = customer
      await startNextMinute()
      for (let count = 0; count < MOST_REFUSALS + 5; count += 1)
        expect((await attempt(admin, customerId)).status).toBe(403)
      expect(actions()).toEqual([...Array<string>(MOST_REFUSALS).fill('deleteUser'), 'refusals.capped'])
      expect(lines().at(-1)).not.toHaveProperty('code')
      await startNextMinute()
      expect((await attempt(admin, customerId)).status).toBe(403)
      expect(lines()).toHaveLength(MOST_REFUSALS + 2)
    })

    it('counts each person and each organisation by itself', async () => {
      const [one, other] = [arrange.somebody('manager'), arrange.somebody('manager')]
      const { partner } = await arrange.partner({ admins: [one, other] })
      const customers = [
        (await arrange.customer(partner, { verified: true })).customer,
        (await arrange.customer(partner, { verified: true })).customer,
      ]
      await startNextMinute()
      for (let count = 0; count < MOST_REFUSALS + 2; count += 1)
        await attempt(one, customers[0]?.customerId ?? '')
      await attempt(other, customers[0]?.customerId ?? '')
      await attempt(one, customers[1]?.customerId ?? '')
      expect(actions().filter((action) => action === 'deleteUser')).toHaveLength(MOST_REFUSALS + 2)
      expect(actions().filter((action) => action === 'refusals.capped')).toHaveLength(1)
    })

    it('is bounded alike for 100 at once', async () => {
      const { admin, customer } = await arrange.managed()
      await startNextMinute()
      const called = await times(100, () => attempt(admin, customer.customerId))
      expect(new Set(called.map(codeOf))).toEqual(new Set(['forbidden-to-partner-admin']))
      expect(actions().filter((action) => action === 'deleteUser')).toHaveLength(MOST_REFUSALS)
      expect(actions().filter((action) => action === 'refusals.capped')).toHaveLength(1)
    })

    it('is not held up by what an attempt would change, and changes nothing of it', async () => {
      const { admin, customer } = await arrange.managed()
      const before = withoutRefusals(table.items())
      await attempt(admin, customer.customerId)
      expect(withoutRefusals(table.items())).toEqual(before)
    })
  })

  describe('on the real table', () => {
    const table = useTestTable()
    afterEach(() => table.proxy.reset())

    const managed = () => table.arranged(arrange.managed)
    const linesOf = async (customerId: string) =>
      refusedLines(await table.items()).filter((line) => line['customerId'] === customerId)

    it.each([
      ['the last one', MOST_REFUSALS - 1, ['deleteUser', 'refusals.capped']],
      ['the one that says so', MOST_REFUSALS, ['refusals.capped']],
    ])(
      'is %s of a minute for one of two at once, and takes the place of no other line',
      async (_which, refusals, said) => {
        const { admin, customer, minute } = await table.arranged(async () => {
          const { admin, customer } = await arrange.managed()
          await startNextMinute()
          const personId = await arrange.personIdOf(admin)
          const minute = (await arrange.now()).slice(0, 16)
          const count = { refusals, isCapped: false, expiresAt: 9_999_999_999 }
          await arrange.commit(
            refusalCountRecord.put({ customerId: customer.customerId, personId, minute, ...count }),
          )
          return { admin, customer, minute }
        })
        expect(minute).toBe((await arrange.now()).slice(0, 16))
        const committing = table.proxy.holdNext(COMMIT)
        const first = recordGuards(() => attempt(admin, customer.customerId))
        const line = writesSent(await committing.arrived).find(({ key }) => key.pk.startsWith('LOG#'))
        if (!line) throw new Error('No line is put')
        await table.put({ ...line.key })
        expect(await committing.again()).toBe(400)
        await table.remove(line.key)
        await attempt(admin, customer.customerId)
        committing.release()
        expect((await first).status).toBe(403)
        const lines = await linesOf(customer.customerId)
        expect(lines.map(({ action, operation }) => action ?? operation).sort()).toEqual(said)
      },
    )

    it('is put before the answer', async () => {
      const { admin, customer } = await managed()
      const held = table.proxy.holdNext(COMMIT)
      let isAnswered = false
      const asked = attempt(admin, customer.customerId).finally(() => {
        isAnswered = true
      })
      expect(await held.arrived).toContain(customer.customerId)
      await table.items()
      expect(isAnswered).toBe(false)
      held.release()
      expect((await asked).status).toBe(403)
      expect(await held.status).toBe(200)
      expect(await linesOf(customer.customerId)).toHaveLength(1)
    })

    it('is put, or the answer is 503', async () => {
      const { admin, customer } = await managed()
      table.proxy.failNext(COMMIT, ...Array<Fault>(60).fill('conflict'))
      const called = await attempt(admin, customer.customerId)
      expect({ status: called.status, code: codeOf(called) }).toEqual({ status: 503, code: 'unavailable' })
      expect(called.headers['retry-after']).toBeDefined()
      expect(await linesOf(customer.customerId)).toEqual([])
      table.proxy.reset()
      expect((await attempt(admin, customer.customerId)).status).toBe(403)
      expect(await linesOf(customer.customerId)).toHaveLength(1)
    })

    it.each<[string, Fault[]]>([
      ['the acknowledgement is lost', ['lost-acknowledgement']],
      ['several acknowledgements are lost', ['lost-acknowledgement', 'lost-acknowledgement']],
      ['the request is delivered twice', ['duplicate']],
      [
        'the table is contended, then the acknowledgement lost',
        ['conflict', 'in-progress', 'lost-acknowledgement'],
      ],
    ])('is one, and counted once, when %s', async (_how, faults) => {
      const { admin, customer } = await managed()
      table.proxy.failNext(COMMIT, ...faults)
      expect((await attempt(admin, customer.customerId)).status).toBe(403)
      expect(await linesOf(customer.customerId)).toHaveLength(1)
      const counts = (await table.items()).filter(({ pk }) => pk === `REFUSALS#${customer.customerId}`)
      expect(counts).toMatchObject([{ refusals: 1, isCapped: false }])
    })

    it('is none where nothing was refused but the table could not answer', async () => {
      const { admin, customer } = await managed()
      const { customerId, domain } = customer
      table.proxy.failNext(COMMIT, ...Array<Fault>(60).fill('conflict'))
      const users = [{ email: `malee@${domain}`, firstName: 'Malee', lastName: '' }]
      expect((await call(addUsers, add, admin, { customerId, users })).status).toBe(503)
      expect(await linesOf(customerId)).toEqual([])
    })

    it('holds up no deed while many attempts are refused', async () => {
      const { admin, superAdmin, customer } = await managed()
      const { customerId, domain } = customer
      const users = [{ email: `malee@${domain}`, firstName: 'Malee', lastName: '' }]
      const [done, ...called] = await Promise.all([
        call(addUsers, add, superAdmin, { customerId, users }),
        ...Array.from({ length: 40 }, () => attempt(admin, customerId)),
      ])
      expect(done.status).toBe(201)
      const answered = called.filter(({ status }) => status === 403)
      expect(called.filter(({ status }) => status !== 403 && status !== 503)).toEqual([])
      const lines = await linesOf(customerId)
      const instances = new Set(lines.map((line) => line['requestId']))
      expect(answered.filter(({ body }) => !instances.has(String(body['instance'])))).toEqual([])
      expect(lines.length).toBeLessThanOrEqual(called.length)
      expect((await table.items()).filter(isLine).length).toBeGreaterThan(lines.length)
    })
  })
})
