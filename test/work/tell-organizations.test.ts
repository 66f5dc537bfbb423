import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, streamEvent, useMailService } from '../support/outbox.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('telling the organisations of a deactivated partner', () => {
  const table = useTestTable()
  useMailService()

  it('R8 R14 mails each, and makes its open transfer due, as it waits for that partner no longer', async () => {
    const { former, customer, transfer, superAdmin, other, now } = await table.arranged(async () => {
      const pending = await arrange.pendingTransfer()
      const other = await arrange.customer(pending.former.partner)
      return { ...pending, other, now: await arrange.now() }
    })
    const { partnerId, company } = former.partner
    const outboxId = await enqueue({ kind: 'tell-organizations', partnerId, companyName: company.name })
    await run(dispatch, streamEvent(outboxId))
    for (const { email } of [superAdmin, other.superAdmin])
      expect(await mailsTo(table, email)).toMatchObject([{ mail: 'partner-deactivated' }])
    const due = (await table.items()).find(({ pk }) => pk === `DUE#transfer#${transfer.transferId}`)
    expect(String(due?.['dueAt']) >= now).toBe(true)
    expect(String(due?.['dueAt']) < transfer.completesAt).toBe(true)
    expect(customer.transferId).toBe(transfer.transferId)
  })

  proveWrites('tells the organisations', table, async () => {
    await table.clear()
    const { former } = await arrange.pendingTransfer()
    const { partnerId, company } = former.partner
    const outboxId = await enqueue({ kind: 'tell-organizations', partnerId, companyName: company.name })
    return () => run(dispatch, streamEvent(outboxId))
  })
})
