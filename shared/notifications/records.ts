import { OutboxId } from '../kernel/id.ts'
import { dueAttributes, dueReader, type DueQueue } from '../table/due.ts'
import { entity, row, type Change } from '../table/record.ts'
import { DayCount } from './daily-number.ts'
import { OutboxEntry } from './outbox.ts'
import { MailResolution } from './resolution.ts'

interface OfEntry {
  readonly outboxId: OutboxId
}

const OUTBOX_JOB = 'outbox'

/** The listing partition of the effects in a state that staff look at, by the instant at which they entered it. */
export const openEffectListing = (state: 'uncertain' | 'failed'): string => `OUTBOX-STATE#${state}`

export const outboxEntryRecord = /* @__PURE__ */ row({
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

/** The next state of an effect; replaces only exactly the state that was read. */
export const effectMoved = (
  { state, attempts, changedAt }: OutboxEntry,
  next: OutboxEntry,
): Change<'outboxEntry'> => outboxEntryRecord.put(next, { equals: { state, attempts, changedAt } })

/** Counts by person id, partner or customer; the day is in the key, so that an expired count that is still in the table does not matter. */
export const dayCountRecord = /* @__PURE__ */ row({
  kind: 'dayCount',
  schema: DayCount,
  key: ({ number, of, on }: Pick<DayCount, 'number' | 'of' | 'on'>) => ({
    pk: `DAY-COUNT#${number}#${of}`,
    sk: `DAY#${on}`,
  }),
})

/** What staff decided about a mail; each decision is in its audit chain. */
export const mailResolutionRecord = /* @__PURE__ */ entity({
  kind: 'mailResolution',
  schema: MailResolution,
  key: ({ outboxId }: OfEntry) => ({ pk: `MAIL-RESOLUTION#${outboxId}`, sk: 'RESOLUTION' }),
})

/** The effects that are due by real time, as the outside does not follow the programme clock; each entry is its own due item. */
export const effectQueue: DueQueue<OutboxId> = {
  ...dueReader(OUTBOX_JOB, OutboxId),
  move: ({ id, dueAt }, until) =>
    outboxEntryRecord.set(
      { outboxId: id },
      { dueAt: until, ...dueAttributes(OUTBOX_JOB, id, until) },
      { equals: { dueAt } },
    ),
}
