import type { FailedEventId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { FailedEvent, RedriveClaim } from './failed-event.ts'

interface OfEvent {
  readonly eventId: FailedEventId
}

/** The listing partition of the failed events in a state, longest ago first. */
export const failedEventListing = (state: FailedEvent['state']): string => `FAILED-EVENTS#${state}`

export const failedEventRecord = entity({
  kind: 'failedEvent',
  schema: FailedEvent,
  key: ({ eventId }: OfEvent) => ({ pk: `FAILED-EVENT#${eventId}`, sk: 'FAILED-EVENT' }),
  index: ({ state, failedAt, eventId }) => ({
    listingPk: failedEventListing(state),
    listingSk: `${failedAt}#${eventId}`,
  }),
})

/** Held by the one request that gives the event to its function again. */
export const redriveClaimRecord = row({
  kind: 'redriveClaim',
  schema: RedriveClaim,
  key: ({ eventId }: OfEvent) => ({ pk: failedEventRecord.key({ eventId }).pk, sk: 'REDRIVE' }),
})
