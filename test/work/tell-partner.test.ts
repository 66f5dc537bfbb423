import { describe, expect, it } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { tellPartner } from '../../shared/notifications/mail.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import * as arrange from '../support/arrange.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { enqueue, entryOf, makeDue, streamEvent, useMailService } from '../support/outbox.ts'
import { mailsTo } from '../support/table/effects.ts'
import { useTestTable } from '../support/table/test-table.ts'

const words = { organizationName: 'Baan', domain: 'baan.co.th', partnerName: 'Siam Cloud' }
const tell = ({ partnerId }: Partner) => enqueue(tellPartner('customer-mapped', partnerId, words))

describe('telling a partner', () => {
  const table = useTestTable()
  useMailService()

  it('R14 queues one mail for each admin that the partner has when it is told, in its language, once in parallel too', async () => {
    const admins = Array.from({ length: 20 }, () => arrange.somebody('partner'))
    const outboxId = await table.arranged(async () => {
      const { partner } = await arrange.partner({ admins })
      await arrange.partner()
      return tell(partner)
    })
    await Promise.all([run(dispatch, streamEvent(outboxId)), run(dispatch, streamEvent(outboxId))])
    await run(dispatch, streamEvent(outboxId))
    expect(await entryOf(outboxId)).toMatchObject({ state: 'done' })
    for (const { email } of admins)
      expect(await mailsTo(table, email)).toMatchObject([{ mail: 'customer-mapped', language: 'en', words }])
  })

  it('is told by a later run what the stream did not deliver', async () => {
    const { admin, partner } = await arrange.partner()
    const outboxId = await tell(partner)
    await makeDue(outboxId)
    await run(retry)
    expect(await mailsTo(table, admin.email)).toHaveLength(1)
  })

  proveWrites('tells a partner', table, async () => {
    await table.clear()
    const outboxId = await tell((await arrange.partner()).partner)
    return () => run(dispatch, streamEvent(outboxId))
  })
})
