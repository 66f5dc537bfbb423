import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { objectionToSupport } from '../../shared/mapping/transfer-mails.ts'
import { tellSupport } from '../../shared/notifications/mail.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, streamEvent, useMailService } from '../support/outbox.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('telling support', () => {
  const table = useTestTable()
  useMailService()

  const told = async (...effects: Parameters<typeof enqueue>) => {
    await run(dispatch, streamEvent(await enqueue(...effects)))
    return async ({ email }: arrange.Somebody) => (await mailsTo(table, email)).map(({ mail }) => mail)
  }

  it('R14 what a partner did is told to every member of support, and to no other staff', async () => {
    const [one, other] = [await arrange.staff('support'), await arrange.staff('support')]
    const finance = await arrange.staff('finance')
    const { transfer } = await arrange.objectedTransfer()
    if (transfer.state !== 'objected') throw new Error('Nobody has objected')
    const mailsOf = await told(objectionToSupport(transfer))
    for (const member of [one, other, arrange.firstStaffMember()])
      expect(await mailsOf(member)).toEqual(['team-transfer-objected'])
    expect(await mailsOf(finance)).toEqual([])
  })

  it('R64 what one of them did is told to the others', async () => {
    const [one, other] = [await arrange.staff('support'), await arrange.staff('support')]
    const mailsOf = await told(tellSupport('team-partner-reactivated', one.email, { partnerName: 'Siam' }))
    expect(await mailsOf(one)).toEqual([])
    expect(await mailsOf(other)).toEqual(['team-partner-reactivated'])
  })

  proveWrites('tells support', table, async () => {
    await table.clear()
    const { email } = await arrange.staff('support')
    await arrange.staff('support')
    const outboxId = await enqueue(tellSupport('team-partner-reactivated', email, { partnerName: 'Siam' }))
    return () => run(dispatch, streamEvent(outboxId))
  })
})
