import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler } from '../../functions/notifications/resolve-mail.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { world } from '../../functions/outside/world.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import { failed, uncertain } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions } from '../support/table/effects.ts'
import { enqueueWelcome, entryOf, parked, streamEvent, useMailService } from '../support/outbox.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('the outbox', () => {
  const table = useTestTable()
  const mail = useMailService()
  const decide = ({ as, mailId }: { as: arrange.Somebody; mailId: OutboxId }, resolution: string) =>
    call(resolveMail, handler, as, { mailId, resolution })

  it.each([uncertain, failed])(
    'is sent again once, and lets it be decided about again if that fails too',
    async (settle) => {
      const waiting = await parked(settle)
      const { to, mailId } = waiting
      expect(await decide(waiting, 'send-again')).toMatchObject({ status: 200, body: { state: 'pending' } })
      expect(await decide(waiting, 'send-again')).toMatchObject({
        status: 409,
        body: { type: '/problems/mail-not-open', state: 'pending' },
      })
      mail.failNext('unavailable')
      await run(retry)
      expect(await entryOf(mailId)).toMatchObject({ state: 'uncertain', attempts: 1 })
      await decide(waiting, 'send-again')
      await Promise.all([run(retry), run(retry)])
      expect(mail.sentTo(to)).toHaveLength(1)
      expect(await entryOf(mailId)).toMatchObject({ state: 'done' })
      expect(await auditActions(table, `MAIL-RESOLUTION#${mailId}`)).toEqual([
        'mail.resolved',
        'mail.resolved',
      ])
    },
  )

  it('leaves alone what staff gave up, which is not tried again', async () => {
    const waiting = await parked(failed)
    expect(await decide(waiting, 'give-up')).toMatchObject({ status: 200, body: { state: 'given-up' } })
    await run(retry)
    await run(dispatch, streamEvent(waiting.mailId))
    expect(mail.sentTo(waiting.to)).toHaveLength(0)
    expect(await entryOf(waiting.mailId)).toMatchObject({ state: 'given-up' })
    expect(await entryOf(waiting.mailId)).not.toHaveProperty('dueAt')
  })

  it('has new effects taken up by the sweep after two minutes where no stream has brought them', async () => {
    const to = arrange.somebody()
    const mailId = await enqueueWelcome(to)
    await run(retry)
    expect(mail.sentTo(to)).toHaveLength(0)
    const { dueAt, ...entry } = await entryOf(mailId)
    expect(dueAt).toMatch(/Z$/)
    await arrange.commit(outboxEntryRecord.put({ ...entry, dueAt: fromMillis(world.realMs()) }))
    await run(retry)
    expect(mail.sentTo(to)).toHaveLength(1)
    expect((await table.items()).filter((item) => 'duePk' in item)).toEqual([])
  })
})
