import { OutboxId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { row } from '../table/record.ts'
import { OutboxEntry } from './outbox.ts'

interface OfEntry {
  readonly outboxId: OutboxId
}

export const outboxEntryRecord = row({
  kind: 'outboxEntry',
  schema: OutboxEntry,
  key: ({ outboxId }: OfEntry) => ({ pk: `OUTBOX#${outboxId}`, sk: 'ENTRY' }),
})

/** A pending effect that waits for another attempt; the instant is real time, as the outside does not follow the programme clock. */
export const outboxDueRecord = dueRow({
  kind: 'outboxDue',
  job: 'outbox',
  id: OutboxId,
  owner: (outboxId) => outboxEntryRecord.key({ outboxId }).pk,
})
