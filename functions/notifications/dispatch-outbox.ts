import * as z from 'zod'
import { OutboxId } from '../../shared/kernel/id.ts'
import { dispatchOutbox } from '../../shared/notifications/contract.ts'
import { deliver } from '../deliver.ts'
import { serveStream } from '../serve-event.ts'

const EntryKey = z.templateLiteral(['OUTBOX#', z.string()])

export const handler = serveStream(dispatchOutbox, async (job, { pk }) =>
  deliver(job, OutboxId.parse(EntryKey.parse(pk).slice('OUTBOX#'.length))),
)
