import { recordFailedEvent } from '../../shared/failures/contract.ts'
import { DeadLetter, failedEventOf } from '../../shared/failures/dead-letter.ts'
import { failedEventRecord } from '../../shared/failures/records.ts'
import { FailedEventId } from '../../shared/kernel/id.ts'
import { serveQueue } from '../edge/serve-event.ts'

export const handler = serveQueue(recordFailedEvent, DeadLetter, async (job, letter) => {
  const failed = failedEventOf(FailedEventId.parse(letter.messageId), letter, job.now)
  const { source, functionArn, reason } = failed
  await job.commit([
    failedEventRecord.create(failed, {
      action: 'failed-event.recorded',
      details: { source, reason, ...(functionArn === undefined ? {} : { functionArn }) },
    }),
  ])
})
