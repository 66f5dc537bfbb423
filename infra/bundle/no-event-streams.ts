/** Stands in for the SDK's event streams in the bundles: neither the table nor mail has any. */
export const eventStreamSerdeProvider = undefined
export class EventStreamSerde {
  constructor() {
    throw new Error('The bundles have no event streams')
  }
}
