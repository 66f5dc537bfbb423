import type { OutboxId } from '../../shared/kernel/id.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import { effectMoved, mailResolutionRecord, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { mailNotFound, openMail, resolve } from '../../shared/notifications/resolution.ts'
import { serveStaff } from '../edge/serve.ts'
import { realNow } from '../outside/real-now.ts'

/** Staff name a mail by the id of its outbox entry. */
const ofMail = ({ mailId }: { mailId: OutboxId }) => ({ outboxId: mailId })

const reads = {
  entry: outboxEntryRecord.keyedBy(ofMail).or(mailNotFound),
  previous: mailResolutionRecord.keyedBy(ofMail),
}

export const handler = serveStaff(resolveMail, reads, ({ entry, previous, input, caller, now }) => {
  const { mailId: outboxId, resolution, note } = input
  const resolved = resolve(entry, resolution, realNow())
  const decided = {
    outboxId,
    resolution,
    resolvedBy: caller.email,
    resolvedAt: now,
    ...(note ? { note } : {}),
  }
  const event = { action: 'mail.resolved', details: { resolution, ...(note ? { note } : {}) } } as const
  return {
    answer: { ...openMail(resolved), resolution },
    changes: [
      effectMoved(entry, resolved),
      previous
        ? mailResolutionRecord.replace(previous, decided, event)
        : mailResolutionRecord.create(decided, event),
    ],
  }
})
