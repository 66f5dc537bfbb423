import { fromMillis } from '../../shared/kernel/time.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import {
  effectMoved,
  mailResolutionRecord,
  outboxDueRecord,
  outboxEntryRecord,
} from '../../shared/notifications/records.ts'
import { mailNotFound, openMail, resolve } from '../../shared/notifications/resolution.ts'
import { serve } from '../serve.ts'
import { world } from '../world.ts'

export const handler = serve(resolveMail, [], async ({ input, caller, now, find }) => {
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
      ...(resolution === 'send-again' ? [outboxDueRecord.put({ id: outboxId, dueAt: realAt })] : []),
    ],
  }
})
