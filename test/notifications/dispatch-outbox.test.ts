import { describe, expect, it, vi } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { mail as mailOf, tellFinance, tellPartner, tellSupport } from '../../shared/notifications/mail.ts'
import * as arrange from '../support/arrange.ts'
import {
  enqueue,
  enqueueWelcome,
  entryOf,
  streamEvent,
  unknownMail,
  useMailService,
} from '../support/outbox.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('dispatchOutbox', () => {
  const table = useTestTable()
  const mail = useMailService()

  it('R7 sends the welcome mail with the Store link once, however often it is delivered', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    await Promise.all([run(dispatch, streamEvent(outboxId, outboxId)), run(dispatch, streamEvent(outboxId))])
    await run(dispatch, streamEvent(outboxId))
    expect(mail.sentTo(to)).toMatchObject([{ subject: 'Welcome to the Workplace Partner Programme' }])
    expect(JSON.stringify(mail.sentTo(to))).toContain('https://store.example.com')
    expect(await entryOf(outboxId)).toMatchObject({
      state: 'done',
      attempts: 1,
      messageId: expect.any(String),
    })
  })

  it('gives up a mail that the service can never send', async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    mail.failNext('refused')
    await run(dispatch, streamEvent(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'failed', reason: 'BadRequestException' })
  })

  it.each(['denied', 'unverified', 'throttled'] as const)(
    'keeps a mail while the account cannot send, and logs that it was put off: %s',
    async (how) => {
      const outboxId = await enqueueWelcome(arrange.somebody())
      if (how === 'unverified') process.env['MAIL_SENDER'] = 'somebody-else@vendor.example.com'
      else mail.failNext(how)
      const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
      await run(dispatch, streamEvent(outboxId))
      process.env['MAIL_SENDER'] = 'programme@vendor.example.com'
      expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', dueAt: expect.any(String) })
      expect(JSON.stringify(log.mock.calls)).toContain('effect-put-off')
      log.mockClear()
    },
  )

  it('reports an item that cannot be taken up, and takes up the others', async () => {
    const to = arrange.somebody()
    const outboxId = await enqueueWelcome(to)
    const event = streamEvent(outboxId)
    const poison = {
      dynamodb: { SequenceNumber: 'poison', Keys: { pk: { S: 'OUTBOX#poison' }, sk: { S: 'ENTRY' } } },
    }
    const answer = await run(dispatch, { Records: [poison, ...event.Records] })
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] })
    expect(mail.sentTo(to)).toHaveLength(1)
  })

  it.each(['mail', 'tell-partner', 'tell-support', 'tell-finance'] as const)(
    'reports a mail that it does not know before anything is done, in an effect of the kind %s',
    async (kind) => {
      const { partner, admin } = await arrange.partner()
      const { partnerId } = partner
      const effects = {
        mail: mailOf(
          'own-partner-reactivated',
          { email: admin.email, language: 'en' },
          { partnerName: 'Siam' },
        ),
        'tell-partner': tellPartner('own-partner-reactivated', partnerId, { partnerName: 'Siam' }),
        'tell-support': tellSupport('team-partner-reactivated', admin.email, { partnerName: 'Siam' }),
        'tell-finance': tellFinance('team-payout-requested', {
          partnerName: 'Siam',
          amount: 'USD 10000',
          invoiceReference: 'INV-1',
        }),
      }
      const outboxId = await enqueue(effects[kind])
      await arrange.commit(unknownMail(outboxId))
      expect(await run(dispatch, streamEvent(outboxId))).toEqual({
        batchItemFailures: [{ itemIdentifier: '0' }],
      })
      expect(await entryOf(outboxId)).toMatchObject({ state: 'pending', attempts: 0 })
      expect(mail.sentTo(admin)).toHaveLength(0)
    },
  )

  proveWrites('takes an effect', table, async () => {
    const outboxId = await enqueueWelcome(arrange.somebody())
    return () => run(dispatch, streamEvent(outboxId))
  })
})
