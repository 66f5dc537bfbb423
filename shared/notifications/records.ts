import { OutboxId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { dueAttributes, dueFinder, type Due } from '../table/due.ts'
import { entity, row, type Change } from '../table/record.ts'
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
    ...(dueAt === undefined ? {} : dueAttributes(OUTBOX_JOB, outboxId, dueAt)),
    ...(state === 'uncertain' || state === 'failed'
      ? { listingPk: openEffectListing(state), listingSk: `${changedAt}#${outboxId}` }
      : {}),
  }),
})

/** The next state of an effect, only in place of exactly the one that was seen. */
export const effectMoved = (
  { state, attempts, changedAt }: OutboxEntry,
  next: OutboxEntry,
): Change<'outboxEntry'> => outboxEntryRecord.put(next, { equals: { state, attempts, changedAt } })

/** What staff decided about a mail; each decision is in its audit chain. */
export const mailResolutionRecord = entity({
  kind: 'mailResolution',
  schema: MailResolution,
  key: ({ outboxId }: OfEntry) => ({ pk: `MAIL-RESOLUTION#${outboxId}`, sk: 'RESOLUTION' }),
})

/** The effects to look at by an instant of real time, as the outside does not follow the programme clock. */
export const effectsDueBy = dueFinder(OUTBOX_JOB, OutboxId)

/** Puts off an effect that is due and could not be taken up, whatever its item holds, so that it holds up no other. */
export const putOff = ({ id, dueAt }: Due<OutboxId>, until: Instant): Change<'outboxEntry'> => {
  const { dueSk } = dueAttributes(OUTBOX_JOB, id, dueAt)
  return outboxEntryRecord.set({ outboxId: id }, dueAttributes(OUTBOX_JOB, id, until), { equals: { dueSk } })
}
