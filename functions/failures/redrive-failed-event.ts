import { redriveFailedEvent } from '../../shared/failures/contract.ts'
import {
  failedEventNotFound,
  failedEventView,
  redriven,
  redriveOf,
  reserveRedrive,
} from '../../shared/failures/failed-event.ts'
import { failedEventRecord, redriveReservationRecord } from '../../shared/failures/records.ts'
import { unavailable } from '../../shared/kernel/problems.ts'
import { serveStaffInSteps } from '../edge/serve.ts'
import { invokeAsynchronously } from '../outside/invoke.ts'
import { world } from '../outside/world.ts'

const reads = { failed: failedEventRecord.or(failedEventNotFound) }

/** If several ask at once, one reserves the redrive. If it dies before the record, the reservation lapses and the event may be given again, which unattended functions tolerate. */
export const handler = serveStaffInSteps(redriveFailedEvent, reads, {
  intend: ({ failed }) => {
    const redrive = redriveOf(failed)
    const seconds = Math.floor(world.realMs() / 1_000)
    return {
      intent: redrive,
      changes: [
        redriveReservationRecord.put(reserveRedrive(failed.eventId, seconds), {
          absent: { orBefore: { attribute: 'expiresAt', value: seconds } },
        }),
        failedEventRecord.unchanged(failed),
      ],
    }
  },
  call: ({ functionArn, event }) => invokeAsynchronously(functionArn, event),
  record: async ({ intent, outcome, caller, get, now }) => {
    const { eventId } = intent
    const released = redriveReservationRecord.remove({ eventId })
    if (outcome === 'not-taken')
      return { refusal: unavailable({ retryAfterSeconds: 5 }), changes: [released] }
    const failed = await get(failedEventRecord, { eventId })
    const next = redriven(failed, caller.email, now)
    return {
      answer: failedEventView(next, failed.version + 1),
      changes: [failedEventRecord.replace(failed, next, { action: 'failed-event.redriven' }), released],
    }
  },
})
