import { fromMillis } from '../../shared/kernel/time.ts'
import type { OutboxId } from '../../shared/kernel/id.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import { effectMoved, mailResolutionRecord, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { mailNotFound, openMail, resolve } from '../../shared/notifications/resolution.ts'
import type { Key } from '../../shared/table/table.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

/** A mail is named to staff by the effect in the outbox that it is. */
const ofMail = <R extends { key: (of: { outboxId: OutboxId }) => Key }>(record: R) => ({
  ...record,
  key: ({ mailId }: { mailId: OutboxId }) => record.key({ outboxId: mailId }),
})

const mail = [ofMail(outboxEntryRecord), ofMail(mailResolutionRecord)] as const

export const handler = serve(resolveMail, mail, async ({ input, caller, now, find }) => {
  const { mailId: outboxId, resolution, note } = input
  const entry = await find(outboxEntryRecord, { outboxId })
  if (!entry) throw mailNotFound()
  const previous = await find(mailResolutionRecord, { outboxId })
  const realAt = fromMillis(world.realMs())
  const resolved = resolve(entry, resolution, realAt, world.realMs())
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
