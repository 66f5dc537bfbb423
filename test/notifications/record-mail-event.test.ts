import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as recordEvent } from '../../functions/notifications/record-mail-event.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import * as arrange from '../support/arrange.ts'
import { enqueueWelcome, entryOf, streamEvent, useMailService } from '../support/outbox.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

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

  proveWrites('notes what became of a mail', table, async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    return () => run(recordEvent, bounce(outboxId))
  })
})
