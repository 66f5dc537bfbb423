import { OutboxId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { newEntry, type Effect } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import type { Change } from '../../shared/table/record.ts'
import { newId } from '../outside/new-id.ts'
import { world } from '../outside/world.ts'

/** Puts effects into the outbox with the commit that causes them. */
export const outboxChanges = (effects: readonly Effect[], now: Instant): Change<'outboxEntry'>[] =>
  effects.map((effect) =>
    outboxEntryRecord.putNew(newEntry(newId(OutboxId, 'obx', now), effect, now, world.realMs())),
  )
