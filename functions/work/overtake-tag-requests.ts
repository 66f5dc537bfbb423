import { customerRecord } from '../../shared/customers/records.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import { done, notDone, type Effect, type OutboxEntry } from '../../shared/notifications/outbox.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Position } from '../../shared/table/table.ts'
import type { Job } from '../edge/job.ts'
import { realNow } from '../outside/real-now.ts'
import { endTagRequest } from './end-tag-request.ts'
import { settleEffect } from './settle-effect.ts'

const REQUESTS_A_PAGE = 25

/**
 * Closes every open tag request that an organisation's consent overtook, each in its own commit (R14). What is asked after the consent is
 * not overtaken by it, so one pass sees all; it goes from the newest to those that have lapsed, which a job closes. A request that could
 * not be closed holds up no other and is left to a later attempt.
 */
export const overtakeTagRequests = async (
  job: Job,
  leased: OutboxEntry,
  { customerId }: Extract<Effect, { kind: 'overtake-tag-requests' }>,
): Promise<void> => {
  const notEnded = (reason: string): Promise<void> =>
    settleEffect(job, leased, notDone(leased, realNow(), reason))
  let left = 0
  let hasLapsed = false
  let after: Position | undefined
  do {
    const rows = await job.page(tagRequestRowRecord, {
      partition: tagRequestRowPartition(customerId),
      newestFirst: true,
      limit: REQUESTS_A_PAGE,
      ...(after ? { after } : {}),
    })
    for (const { tagRequestId } of rows.items) {
      if (!job.hasTime()) return notEnded('OutOfTime')
      try {
        const tagRequest = await job.get(tagRequestRecord, { tagRequestId })
        hasLapsed = tagRequest.lapsesAt <= job.now
        if (tagRequest.state !== 'open') continue
        const [customer, partner] = await Promise.all([
          job.get(customerRecord, { customerId }),
          job.get(partnerRecord, tagRequest),
        ])
        if ((await endTagRequest(job, { tagRequest, customer, partner })) === false) left += 1
      } catch (thrown) {
        job.postponed(tagRequestId, thrown)
        left += 1
      }
    }
    after = rows.after
  } while (after && !hasLapsed)
  if (left > 0) return notEnded('TagRequestsLeft')
  await settleEffect(job, leased, done(leased, realNow()))
}
