import { redriveFailedEvent } from '../../shared/failures/contract.ts'
import {
  failedEventNotFound,
  failedEventView,
  redriven,
  redriveOf,
} from '../../shared/failures/failed-event.ts'
import { failedEventRecord } from '../../shared/failures/records.ts'
import { invokeAsynchronously } from '../invoke.ts'
import { serve } from '../serve.ts'

// Handed over before it is marked: what is marked as redriven has surely been given to its function, perhaps twice,
// which unattended functions bear.
export const handler = serve(
  redriveFailedEvent,
  [failedEventRecord],
  async ({ input, caller, now, find }) => {
    const failed = await find(failedEventRecord, input)
    if (!failed) throw failedEventNotFound()
    const { functionArn, event } = redriveOf(failed)
    await invokeAsynchronously(functionArn, event)
    const next = redriven(failed, caller.email, now)
    return {
      answer: failedEventView(next, failed.version + 1),
      changes: [failedEventRecord.replace(failed, next, { action: 'failed-event.redriven' })],
    }
  },
)
