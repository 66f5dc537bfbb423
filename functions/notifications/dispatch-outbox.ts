import * as z from 'zod'
import { OutboxId } from '../../shared/kernel/id.ts'
import { dispatchOutbox } from '../../shared/notifications/contract.ts'
import { deliver } from '../work/deliver-effects.ts'
import { serveStream } from '../edge/serve-event.ts'

const EntryKey = z.templateLiteral(['OUTBOX#', z.string()])

export const handler = serveStream(dispatchOutbox, async (job, { pk }) =>
  deliver(job, OutboxId.parse(EntryKey.parse(pk).slice('OUTBOX#'.length))),
)
