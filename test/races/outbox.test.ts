import { describe, expect } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { handler as expire } from '../../functions/trials/expire-trials.ts'
import { handler as remind } from '../../functions/trials/remind-of-trial-end.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import * as arrange from '../support/arrange.ts'
import { raced } from '../support/faults/histories.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { expectSettled, makeDue, streamEvent, useMailService } from '../support/outbox.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

const POISON = {
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: 'poison', Keys: { pk: { S: 'CUSTOMER#nobody' }, sk: { S: 'ENTRY' } } },
}

/** An invocation that a fault may end, as Lambda would count it: it is invoked again later. */
const invoked = (work: Promise<unknown>): Promise<unknown> => work.catch(() => 'failed')

describe('schedules and the stream, delivered twice, in parallel, late, reordered and poisoned', () => {
  const table = useTestTable()
  const mail = useMailService()

  raced(
    'R34 records each end and sends each mail exactly once, or parks the mail as uncertain',
    table,
    async ({ race, random }) => {
      const { admin, customers } = await table.arranged(async () => {
        const { admin, partner } = await arrange.partner()
        const customers = [
          await arrange.customer(partner, { verified: true, trial: true }),
          await arrange.customer(partner, { verified: true, trial: true }),
        ]
        await arrange.advanceClock('P9D')
        return { admin, customers }
      })
      await race(
        () => invoked(run(remind)),
        () => invoked(run(remind)),
      )
      await run(remind)
      await arrange.advanceClock('P7D')
      await race(
        () => invoked(run(expire)),
        () => invoked(run(expire)),
        () => invoked(run(remind)),
      )
      await run(expire)

      const entries = (await table.items()).filter(({ pk, sk }) => pk.startsWith('OUTBOX#') && sk === 'ENTRY')
      const ids = entries.map(({ outboxId }) => OutboxId.parse(outboxId))
      const reordered = ids.toSorted(() => random() - 0.5)
      const batch = { Records: [POISON, ...streamEvent(...reordered).Records] }
      await race(
        () => invoked(run(dispatch, streamEvent(...ids))),
        () => invoked(run(dispatch, batch)),
        () => invoked(run(retry)),
      )
      const again: unknown = await run(dispatch, batch)
      expect(again).toMatchObject({ batchItemFailures: [{ itemIdentifier: 'poison' }] })
      for (const id of ids) await makeDue(id)
      await run(retry)

      const sides = [admin, ...customers.map(({ superAdmin }) => superAdmin)]
      const subjects = sides.map((side) => mail.sentTo(side).map(({ subject }) => subject))
      // The partner has a reminder and an end of each of its two customers, each super admin those of their own.
      const expected = [4, 2, 2]
      expect(ids).toHaveLength(8)
      for (const [index, sent] of subjects.entries())
        expect(sent.length).toBeLessThanOrEqual(expected[index] ?? 0)
      const items = await table.items()
      expectWholeChains(items)
      await expectSettled(items, mail)
      for (const { customer } of customers) {
        const acts = items
          .filter(({ pk }) => pk === `AUDIT#CUSTOMER#${customer.customerId}`)
          .map(({ action }) => action)
        expect(acts).toEqual(['customer.added', 'trial.ended'])
      }
    },
  )
})
