import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as recordEvent } from '../../functions/notifications/record-mail-event.ts'
import { handler as resolve } from '../../functions/notifications/resolve-mail.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { enqueueWelcome, entryOf, holdSettling, streamEvent, useMailService } from '../support/outbox.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

const SentEvent = z.looseObject({
  detail: z.looseObject({ mail: z.looseObject({ messageId: z.string() }) }),
})

const bounce = (outboxId: OutboxId) => ({
  detail: { eventType: 'Bounce', mail: { messageId: 'm-1', tags: { outboxId: [outboxId] } } },
})

describe('recordMailEvent', () => {
  const table = useTestTable()
  const mail = useMailService()

  it('resolves an uncertain mail by the event that the mail service reports', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    mail.failNext('lost-answer')
    await run(dispatch, streamEvent(outboxId))
    const reported = mail.events.filter((event) => JSON.stringify(event).includes(outboxId))
    expect(reported.length).toBeGreaterThan(0)
    for (const event of reported) await run(recordEvent, event)
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done', messageId: expect.any(String) })
  })

  it('notes a mail that came back', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    await run(dispatch, streamEvent(outboxId))
    await run(recordEvent, bounce(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'failed', reason: 'Bounce' })
  })

  it('hands a mail that expired after the retries of the mail service to staff, an automatic reply not', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    await run(dispatch, streamEvent(outboxId))
    const general = (recipient: object) => ({
      detail: {
        ...bounce(outboxId).detail,
        bounce: { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [recipient] },
      },
    })
    await run(recordEvent, general({ emailAddress: 'a@example.com' }))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    await run(recordEvent, general({ emailAddress: 'a@example.com', action: 'failed', status: '4.4.7' }))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'failed', reason: 'Bounce' })
  })

  /** A report about a message, without the tag of its attempt. */
  const reportOf = (
    outboxId: OutboxId,
    messageId: string | undefined,
    eventType: string,
    more: object = {},
  ) => ({
    detail: { eventType, mail: { messageId: messageId ?? '', tags: { outboxId: [outboxId] } }, ...more },
  })
  const decide = async (mailId: OutboxId, resolution: string) =>
    expect(
      await call(resolveMail, resolve, await arrange.staff('support'), { mailId, resolution }),
    ).toMatchObject({ status: 200 })
  const sendAgain = async (outboxId: OutboxId) => {
    await decide(outboxId, 'send-again')
    await run(retry)
  }

  it('notes that a mail came back a second time, after it was sent again', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    await run(dispatch, streamEvent(outboxId))
    const first = await entryOf(outboxId)
    await run(recordEvent, reportOf(outboxId, first.messageId, 'Bounce'))
    await sendAgain(outboxId)
    const second = await entryOf(outboxId)
    expect(second).toMatchObject({ state: 'done', attempts: 2 })
    expect(second.messageId).not.toBe(first.messageId)
    await run(recordEvent, reportOf(outboxId, second.messageId, 'Bounce'))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'failed', reason: 'Bounce' })
  })

  it('takes no late report of a message for one of the message that was sent after it', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    mail.events.length = 0
    mail.failNext('lost-answer')
    await run(dispatch, streamEvent(outboxId))
    const [sent] = z.array(SentEvent).parse(mail.events)
    await sendAgain(outboxId)
    const second = await entryOf(outboxId)
    expect(second).toMatchObject({ state: 'done', attempts: 2 })
    for (const late of [
      { detail: { ...sent?.detail, eventType: 'Bounce' } },
      reportOf(outboxId, sent?.detail.mail.messageId, 'Bounce'),
      { detail: { ...sent?.detail, eventType: 'Complaint' } },
    ])
      await run(recordEvent, late)
    expect(await entryOf(outboxId)).toEqual(second)
  })

  it.each([
    ['Transient', 'General'],
    ['Undetermined', 'Undetermined'],
    ['Transient', 'MailboxFull'],
  ])(
    'leaves a delivered mail delivered when its mailbox answers: %s, %s',
    async (bounceType, bounceSubType) => {
      const outboxId = await enqueueWelcome(arrange.somebody())
      await run(dispatch, streamEvent(outboxId))
      const { messageId } = await entryOf(outboxId)
      await run(recordEvent, reportOf(outboxId, messageId, 'Delivery'))
      await run(
        recordEvent,
        reportOf(outboxId, messageId, 'Bounce', { bounce: { bounceType, bounceSubType } }),
      )
      expect(await entryOf(outboxId)).toMatchObject({ state: 'done', deliveredAt: expect.any(String) })
    },
  )

  it('leaves given up what staff gave up', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    await run(dispatch, streamEvent(outboxId))
    const { messageId } = await entryOf(outboxId)
    await run(recordEvent, reportOf(outboxId, messageId, 'Bounce'))
    await decide(outboxId, 'give-up')
    await run(recordEvent, reportOf(outboxId, messageId, 'Complaint'))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'given-up' })
  })

  it('applies a report that collides with the delivery once more, and logs no defect', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    const { attempting, settling } = await holdSettling(table, () => run(dispatch, streamEvent(outboxId)))
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    const recording = table.proxy.holdNext('TransactWriteItems')
    const recorded = run(recordEvent, bounce(outboxId))
    await recording.arrived
    settling.release()
    await attempting
    recording.release()
    await recorded
    expect(await entryOf(outboxId)).toMatchObject({ state: 'failed', reason: 'Bounce' })
    expect(JSON.stringify(log.mock.calls)).not.toContain('defect')
  })

  it.each([
    ['a mail of somebody else', { 'ses:from-domain': ['example.com'] }],
    ['a mail that is not there any more', { outboxId: [`obx_${world.ulid(1)}`] }],
  ])('has nothing to note of %s', async (_what, tags) => {
    const before = await table.items()
    await run(recordEvent, { detail: { eventType: 'Bounce', mail: { messageId: 'm', tags } } })
    expect(await table.items()).toEqual(before)
  })

  proveWrites('notes what became of a mail', table, async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    return () => run(recordEvent, bounce(outboxId))
  })
})
