import type { FailedEventId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { FailedEvent, RedriveReservation } from './failed-event.ts'

interface OfEvent {
  readonly eventId: FailedEventId
}

/** The listing partition of the failed events in a state, oldest first. */
export const failedEventListing = (state: FailedEvent['state']): string => `FAILED-EVENTS#${state}`

export const failedEventRecord = /* @__PURE__ */ entity({
  kind: 'failedEvent',
  schema: FailedEvent,
  key: ({ eventId }: OfEvent) => ({ pk: `FAILED-EVENT#${eventId}`, sk: 'FAILED-EVENT' }),
  index: ({ state, failedAt, eventId }) => ({
    listingPk: failedEventListing(state),
    listingSk: `${failedAt}#${eventId}`,
  }),
})

/** Belongs to the one request that gives the event to its function again. */
export const redriveReservationRecord = /* @__PURE__ */ row({
  kind: 'redriveReservation',
  schema: RedriveReservation,
  key: ({ eventId }: OfEvent) => ({ pk: `REDRIVE#${eventId}`, sk: 'REDRIVE' }),
})
