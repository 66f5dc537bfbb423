import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import { fromMillis, Instant, toMillis } from '../../shared/kernel/time.ts'
import { lease, done } from '../../shared/notifications/outbox.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import * as arrange from '../support/arrange.ts'
import {
  enqueue,
  enqueueWelcome,
  entryOf,
  holdSettling,
  makeDue,
  streamEvent,
  unknownMail,
  useMailService,
} from '../support/outbox.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { effects } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('retryOutbox', () => {
  const table = useTestTable()
  const mail = useMailService()

  it('tries again later what was surely not sent, and then sends it once', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    mail.failNext('throttled')
    expect(await run(dispatch, streamEvent(outboxId))).toEqual({ batchItemFailures: [] })
    expect(mail.sentTo(to)).toHaveLength(0)
    expect(await entryOf(outboxId)).toMatchObject({
      state: 'pending',
      attempts: 1,
      reason: 'TooManyRequestsException',
      dueAt: expect.stringMatching(/Z$/),
    })
    await makeDue(outboxId)
    await Promise.all([run(retry), run(retry)])
    expect(mail.sentTo(to)).toHaveLength(1)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done', attempts: 2 })
    expect(await entryOf(outboxId)).not.toHaveProperty('dueAt')
  })

  it.each([
    ['lost-answer', 1],
    ['unavailable', 0],
  ] as const)('parks a mail as uncertain after %s and never repeats it blindly', async (fault, sent) => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    mail.failNext(fault)
    await run(dispatch, streamEvent(outboxId))
    await makeDue(outboxId)
    await run(retry)
    await run(dispatch, streamEvent(outboxId))
    expect(mail.sentTo(to)).toHaveLength(sent)
    expect((await entryOf(outboxId)).state).toBe('uncertain')
  })

  it('leaves what the mail service reported meanwhile as it is', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    mail.failNext('lost-answer')
    const { attempting, settling } = await holdSettling(table, () => run(dispatch, streamEvent(outboxId)))
    const leased = await entryOf(outboxId)
    await arrange.commit(outboxEntryRecord.put(done(leased, leased.changedAt, 'message')))
    settling.release()
    await attempting
    expect((await entryOf(outboxId)).state).toBe('done')
  })

  it('never goes on with a lease that another attempt has overtaken', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    const claiming = table.proxy.holdNext('TransactWriteItems')
    const overtaken = run(dispatch, streamEvent(outboxId))
    await claiming.arrived
    mail.failNext('throttled')
    await run(dispatch, streamEvent(outboxId))
    claiming.release()
    await overtaken
    expect(mail.sentTo(to)).toHaveLength(0)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', attempts: 1 })
  })

  it('ends a lease whose attempt died, once that attempt cannot be running any more', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    const leased = lease(await entryOf(outboxId), fromMillis(world.realMs()))
    await arrange.commit(outboxEntryRecord.put(leased))
    await run(dispatch, streamEvent(outboxId))
    await run(retry)
    expect((await entryOf(outboxId)).state).toBe('leased')
    await makeDue(outboxId)
    await run(retry)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'uncertain', reason: 'AttemptDied' })
    expect(mail.sentTo(to)).toHaveLength(0)
  })

  it.each([
    [
      'a state',
      (outboxId: OutboxId) => outboxEntryRecord.set({ outboxId }, { state: 'as no rule knows it' }),
    ],
    ['a mail', unknownMail],
  ])('puts off only what cannot be read, %s, and sends what is due after it', async (_what, broke) => {
    const [broken, whole] = [arrange.somebody(), arrange.somebody()]
    const [first, second] = [await enqueueWelcome(broken), await enqueueWelcome(whole)]
    await makeDue(first)
    await arrange.commit(broke(first))
    await makeDue(second)
    await run(retry)
    expect([mail.sentTo(broken).length, mail.sentTo(whole).length]).toEqual([0, 1])
    const putOff = (await table.items()).find(({ pk }) => pk === `OUTBOX#${first}`)
    const dueAt = Instant.parse(putOff?.['dueAt'])
    expect(putOff).toMatchObject({ dueSk: `${dueAt}#${first}`, attempts: 0 })
    const minutes = (toMillis(dueAt) - world.realMs()) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThanOrEqual(10)
  })

  it('R8 tells each organisation of a deactivated partner once, going on where an attempt stopped', async () => {
    const customers: Awaited<ReturnType<typeof arrange.customer>>[] = []
    const outboxId = await table.arranged(async () => {
      const { partner } = await arrange.partner()
      for (let count = 0; count < 30; count += 1)
        customers.push(await arrange.customer(partner, { signedIn: false }))
      const { partnerId } = partner
      return enqueue({ kind: 'tell-organizations', partnerId, companyName: 'Siam Cloud' })
    })
    await run(dispatch, streamEvent(outboxId), 0)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', reason: 'OutOfTime' })
    await makeDue(outboxId)
    await run(retry)
    await run(dispatch, streamEvent(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    const told = (await table.items())
      .map(({ effect }) => Object(effect))
      .filter(({ mail: kind }) => kind === 'partner-deactivated')
      .map(({ to }) => to)
    expect(told.sort()).toEqual(customers.map(({ superAdmin }) => superAdmin.email).sort())
  })

  it('R64 tells every other member of support once, the first staff member and nobody else of the team', async () => {
    await table.clear()
    const by = await arrange.staff('support')
    const others = [await arrange.staff('support'), await arrange.staff('reviewer', 'support')]
    await arrange.staff('finance')
    const words = { partnerName: 'Siam Cloud' }
    const outboxId = await enqueue(tellSupport('team-partner-reactivated', by.email, words))
    await Promise.all([run(dispatch, streamEvent(outboxId)), run(dispatch, streamEvent(outboxId))])
    await makeDue(outboxId)
    await run(retry)
    const told = (await effects(table)).filter((effect) => effect.kind === 'mail')
    const supporters = [arrange.firstStaffMember(), ...others].map(({ email }) => email)
    expect(told.map(({ to }) => to).sort()).toEqual(supporters.sort())
    expect(told.every(({ words: said }) => said['by'] === by.email)).toBe(true)
  })

  proveWrites(
    'puts off what it cannot read',
    table,
    async () => {
      await table.clear()
      const outboxId = await enqueueWelcome(arrange.somebody())
      await makeDue(outboxId)
      await arrange.commit(outboxEntryRecord.set({ outboxId }, { state: 'as no rule knows it' }))
      return () => run(retry)
    },
    'OUTBOX/ENTRY',
  )

  proveWrites('takes an effect', table, async () => {
    await table.clear()
    await makeDue(await enqueueWelcome(arrange.somebody()))
    return () => run(retry)
  })

  proveWrites('tells the organisations', table, async () => {
    await table.clear()
    const { partner } = await arrange.partner()
    await arrange.customer(partner)
    const { partnerId } = partner
    const outboxId = await enqueue({ kind: 'tell-organizations', partnerId, companyName: 'Siam Cloud' })
    const claiming = table.proxy.holdNext('TransactWriteItems')
    const telling = run(dispatch, streamEvent(outboxId))
    await claiming.arrived
    return () => {
      claiming.release()
      return telling
    }
  })
})
