import { redriveFailedEvent } from '../../shared/failures/contract.ts'
import {
  claimRedrive,
  failedEventNotFound,
  failedEventView,
  redriven,
  redriveOf,
} from '../../shared/failures/failed-event.ts'
import { failedEventRecord, redriveClaimRecord } from '../../shared/failures/records.ts'
import { ANEW } from '../../shared/declaration/decision.ts'
import { invokeAsynchronously } from '../outside/invoke.ts'
import { serve } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

// The requests that have given their event to its function, so that one which decides anew does not do so again.
const given = new WeakSet<object>()

// Claimed, handed over, then marked: of those who ask at once one hands over, and what is marked has surely been given.
// Only what was given by a function that died before it was marked may be given again, which unattended functions bear.
export const handler = serve(
  redriveFailedEvent,
  [failedEventRecord],
  async ({ input, caller, now, find, commitFirst }) => {
    const { eventId } = input
    const failed = await find(failedEventRecord, input)
    if (!failed) throw failedEventNotFound()
    const { functionArn, event } = redriveOf(failed)
    if (!given.has(input)) {
      const seconds = Math.floor(world.realMs() / 1_000)
      const free = { absent: { orBefore: { attribute: 'expiresAt', value: seconds } } } as const
      const claimed = redriveClaimRecord.put(claimRedrive(eventId, seconds), free)
      if (!(await commitFirst([claimed, failedEventRecord.unchanged(failed)]))) return ANEW
      try {
        await invokeAsynchronously(functionArn, event)
      } catch (thrown) {
        await commitFirst([redriveClaimRecord.remove({ eventId })])
        throw thrown
      }
      given.add(input)
    }
    const next = redriven(failed, caller.email, now)
    return {
      answer: failedEventView(next, failed.version + 1),
      changes: [
        failedEventRecord.replace(failed, next, { action: 'failed-event.redriven' }),
        redriveClaimRecord.remove({ eventId }),
      ],
    }
  },
)
