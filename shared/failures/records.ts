import type { FailedEventId } from '../kernel/id.ts'
import { entity } from '../table/record.ts'
import { FailedEvent } from './failed-event.ts'

/** The listing partition of the failed events in a state, longest ago first. */
export const failedEventListing = (state: FailedEvent['state']): string => `FAILED-EVENTS#${state}`

export const failedEventRecord = entity({
  kind: 'failedEvent',
  schema: FailedEvent,
  key: ({ eventId }: { eventId: FailedEventId }) => ({ pk: `FAILED-EVENT#${eventId}`, sk: 'FAILED-EVENT' }),
  index: ({ state, failedAt, eventId }) => ({
    listingPk: failedEventListing(state),
    listingSk: `${failedAt}#${eventId}`,
  }),
})
