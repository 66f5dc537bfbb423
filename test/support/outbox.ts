import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import * as z from 'zod'
import { handler as recordMailEvent } from '../../functions/notifications/record-mail-event.ts'
import { outboxChanges } from '../../functions/edge/outbox.ts'
import { world } from '../../functions/outside/world.ts'
import { startMail, type Mail } from '../../local/mail.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { mail as mailEffect } from '../../shared/notifications/mail.ts'
import { OutboxEntry, uncertain, type Effect, type failed } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from './arrange.ts'
import { run } from './describe/run.ts'
import type { TestTable } from './table/test-table.ts'

/** The stream's event for new outbox entries. */
export const streamEvent = (...ids: OutboxId[]) => ({
  Records: ids.map((id, index) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(index), Keys: { pk: { S: `OUTBOX#${id}` }, sk: { S: 'ENTRY' } } },
  })),
})

/** Starts an attempt at an effect and holds its second commit, which settles it, until it is released. */
export const holdSettling = async <T>(table: TestTable, attempt: () => Promise<T>) => {
  const leasing = table.proxy.holdNext('TransactWriteItems')
  const attempting = attempt()
  await leasing.arrived
  const settling = table.proxy.holdNext('TransactWriteItems')
  leasing.release()
  await settling.arrived
  return { attempting, settling }
}

/** Puts an effect into the outbox as an operation would. */
export const enqueue = async (effect: Effect): Promise<OutboxId> => {
  const [change] = outboxChanges([effect], await arrange.now())
  if (change?.verb !== 'put') throw new Error('An effect is put into the outbox')
  await arrange.commit(change)
  return OutboxEntry.parse(change.item).outboxId
}

/** Puts a welcome mail into the outbox. */
export const enqueueWelcome = (to: arrange.Somebody): Promise<OutboxId> =>
  enqueue(
    mailEffect('application-approved', { email: to.email, language: 'en' }, { companyName: 'Siam Cloud' }),
  )

export const entryOf = async (outboxId: OutboxId): Promise<OutboxEntry> => {
  const entry = await reader(world.table).find(outboxEntryRecord, { outboxId })
  if (!entry) throw new Error(`There is no outbox entry ${outboxId}`)
  return entry
}

/** Makes what waits to be looked at again due, as if its time had passed; leaves alone what waits for nothing. */
export const makeDue = async (outboxId: OutboxId): Promise<void> => {
  const entry = await entryOf(outboxId)
  if (entry.dueAt !== undefined)
    await arrange.commit(outboxEntryRecord.put({ ...entry, dueAt: fromMillis(world.realMs() - 1) }))
}

/** Makes an effect's mail one that newer or older code knows. */
export const unknownMail = (outboxId: OutboxId): Change<'outboxEntry'> =>
  outboxEntryRecord.set({ outboxId }, { 'effect.mail': 'as no rule knows it' })

/** A mail that waits for staff to decide about it, and a member of support. */
export const parked = async (settle: typeof uncertain | typeof failed = uncertain) => {
  const to = arrange.somebody()
  const mailId = await enqueueWelcome(to)
  const at = fromMillis(world.realMs())
  await arrange.commit(outboxEntryRecord.put(settle(await entryOf(mailId), at, 'TimeoutError')))
  return { to, mailId, as: await arrange.staff('support') }
}

const Named = z.object({
  detail: z.object({ mail: z.object({ tags: z.object({ outboxId: z.tuple([z.string()]) }) }) }),
})
const entryNamed = (event: object): string => Named.parse(event).detail.mail.tags.outboxId[0]

/**
 * Expects that every effect has ended and that nothing is due: a mail that is done was taken by the mail service exactly once,
 * one of unknown outcome at most once, and the service's late reports settle exactly those that it took.
 */
export const expectSettled = async (items: readonly StoredItem[], mail: MailService): Promise<void> => {
  expect(items.filter((item) => 'duePk' in item)).toEqual([])
  const ids = items
    .filter(({ pk, sk }) => pk.startsWith('OUTBOX#') && sk === 'ENTRY')
    .map(({ outboxId }) => OutboxId.parse(outboxId))
  for (const outboxId of ids) {
    const { state } = await entryOf(outboxId)
    expect({ state, taken: mail.taken(outboxId) }).toBeOneOf([
      { state: 'done', taken: 1 },
      { state: 'uncertain', taken: 0 },
      { state: 'uncertain', taken: 1 },
    ])
  }
  const late = Object.groupBy(mail.events.splice(0), entryNamed)
  await Promise.all(
    Object.values(late).map(async (events = []) => {
      for (const event of events) await run(recordMailEvent, event)
    }),
  )
  for (const outboxId of ids)
    expect((await entryOf(outboxId)).state).toBe(mail.taken(outboxId) === 1 ? 'done' : 'uncertain')
}

/** A real mail service on loopback, which the functions under test send through, and the events it reports. */
export const useMailService = () => {
  let service: Mail
  const events: object[] = []
  beforeAll(async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'outbox-'))
    const sender = 'programme@vendor.example.com'
    service = await startMail({ port: 0, stateDir, sender, onEvent: (event) => events.push(event) })
    process.env['AWS_ENDPOINT_URL_SESV2'] = service.endpoint
  })
  afterAll(() => service.stop())
  return {
    events,
    sentTo: (who: arrange.Somebody) => service.messages(who.email),
    /** How often the service took the mail of an outbox entry. */
    taken: (outboxId: OutboxId) =>
      service.messages().filter(({ tags }) => tags['outboxId'] === outboxId).length,
    failNext: (...fault: Parameters<Mail['failNext']>) => service.failNext(...fault),
  }
}
export type MailService = ReturnType<typeof useMailService>
