import { OutboxId } from '../kernel/id.ts'
import { dueAttributes, dueRow } from '../table/due.ts'
import { entity, row, type Change } from '../table/record.ts'
import type { Condition } from '../table/table.ts'
import { OutboxEntry } from './outbox.ts'
import { MailResolution } from './resolution.ts'

interface OfEntry {
  readonly outboxId: OutboxId
}

const OUTBOX_JOB = 'outbox'

/** The listing partition of the effects in a state that staff look at, by the instant they came into it. */
export const openEffectListing = (state: 'uncertain' | 'failed'): string => `OUTBOX-STATE#${state}`

export const outboxEntryRecord = row({
  kind: 'outboxEntry',
  schema: OutboxEntry,
  key: ({ outboxId }: OfEntry) => ({ pk: `OUTBOX#${outboxId}`, sk: 'ENTRY' }),
  index: ({ outboxId, state, dueAt, changedAt }) => ({
    ...(state === 'pending' && dueAt !== undefined ? dueAttributes(OUTBOX_JOB, outboxId, dueAt) : {}),
    ...(state === 'uncertain' || state === 'failed'
      ? { listingPk: openEffectListing(state), listingSk: `${changedAt}#${outboxId}` }
      : {}),
  }),
})

const asSeen = ({ state, attempts, changedAt }: OutboxEntry): Condition => ({
  equals: { state, attempts, changedAt },
})

/** The next state of an effect, only in place of exactly the one that was seen. */
export const effectMoved = (seen: OutboxEntry, next: OutboxEntry): Change<'outboxEntry'> =>
  outboxEntryRecord.put(next, asSeen(seen))

/** Holds an effect as it was seen, so that its schedule is never changed after somebody else has moved it on. */
export const effectUnmoved = (seen: OutboxEntry): Change<'outboxEntry'> => ({
  verb: 'check',
  kind: 'outboxEntry',
  key: outboxEntryRecord.key(seen),
  condition: asSeen(seen),
})

/** What staff decided about a mail; each decision is in its audit chain. */
export const mailResolutionRecord = entity({
  kind: 'mailResolution',
  schema: MailResolution,
  key: ({ outboxId }: OfEntry) => ({ pk: outboxEntryRecord.key({ outboxId }).pk, sk: 'RESOLUTION' }),
})

/** A pending effect that waits for another attempt; the instant is real time, as the outside does not follow the programme clock. */
export const outboxDueRecord = dueRow({
  kind: 'outboxDue',
  job: OUTBOX_JOB,
  id: OutboxId,
  owner: (outboxId) => outboxEntryRecord.key({ outboxId }).pk,
})
