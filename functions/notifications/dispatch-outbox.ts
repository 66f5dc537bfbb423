import * as z from 'zod'
import { OutboxId } from '../../shared/kernel/id.ts'
import { dispatchOutbox } from '../../shared/notifications/contract.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import { serveStream } from '../edge/serve-event.ts'
import { deliverEffect } from '../work/deliver-effect.ts'

const EntryKey = z.string().startsWith('OUTBOX#')

export const handler = serveStream(dispatchOutbox, async (job, { pk }) => {
  const outboxId = OutboxId.parse(EntryKey.parse(pk).slice('OUTBOX#'.length))
  const entry = await job.find(outboxEntryRecord, { outboxId })
  if (entry) await deliverEffect(job, entry)
})
