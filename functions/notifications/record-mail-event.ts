import * as z from 'zod'
import { OutboxId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { recordMailEvent } from '../../shared/notifications/contract.ts'
import { reported } from '../../shared/notifications/outbox.ts'
import { effectMoved, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { serveEvent } from '../edge/serve-event.ts'
import { world } from '../outside/world.ts'

/** An SES event as EventBridge delivers it; the tag names the outbox entry. */
const MailEvent = z.object({
  detail: z.object({
    eventType: z.enum(['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject']),
    mail: z.object({ messageId: z.string(), tags: z.object({ outboxId: z.tuple([OutboxId]) }) }),
  }),
})

export const handler = serveEvent(recordMailEvent, MailEvent, async ({ detail }, openJob) => {
  const job = await openJob()
  const { messageId, tags } = detail.mail
  const entry = await job.find(outboxEntryRecord, { outboxId: tags.outboxId[0] })
  if (!entry) return
  const next = reported(entry, detail.eventType, messageId, fromMillis(world.realMs()), world.realMs())
  if (!next) return
  if (!(await job.commit([effectMoved(entry, next)])))
    throw new Error('The outbox entry changed meanwhile; the event is delivered again')
})
