import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { tellFinance } from '../../shared/notifications/mail.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, streamEvent, useMailService } from '../support/outbox.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

const words = { partnerName: 'Siam', amount: 'USD 10000', invoiceReference: 'INV-1' } as const
const asked = () => enqueue(tellFinance('team-payout-requested', words))

describe('telling finance', () => {
  const table = useTestTable()
  useMailService()

  it('R48 what a partner asks for is told to every member of finance, and to no other staff', async () => {
    const [one, other] = [await arrange.staff('finance'), await arrange.staff('finance', 'reviewer')]
    const support = await arrange.staff('support')
    await run(dispatch, streamEvent(await asked()))
    for (const { email } of [one, other])
      expect(await mailsTo(table, email)).toMatchObject([{ mail: 'team-payout-requested', words }])
    for (const { email } of [support, arrange.firstStaffMember()])
      expect(await mailsTo(table, email)).toEqual([])
  })

  proveWrites('tells finance', table, async () => {
    await table.clear()
    await arrange.staff('finance')
    const outboxId = await asked()
    return () => run(dispatch, streamEvent(outboxId))
  })
})
