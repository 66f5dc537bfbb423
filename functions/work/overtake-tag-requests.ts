import { customerRecord } from '../../shared/customers/records.ts'
import {
  tagRequestRecord,
  tagRequestRowPartition,
  tagRequestRowRecord,
} from '../../shared/mapping/records.ts'
import type { Effect, OutboxEntry } from '../../shared/notifications/outbox.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { Job } from '../edge/job.ts'
import { endTagRequest } from './end-tag-request.ts'
import { workThrough } from './work-through.ts'

/**
 * Closes every open tag request that an organisation's consent overtook, each in its own commit (R14). What is asked after the consent is
 * not overtaken by it, so one pass sees all; it goes from the newest to those that have lapsed, which a job closes.
 */
export const overtakeTagRequests = (
  job: Job,
  leased: OutboxEntry,
  { customerId }: Extract<Effect, { kind: 'overtake-tag-requests' }>,
): Promise<void> => {
  let hasLapsed = false
  return workThrough(job, leased, {
    record: tagRequestRowRecord,
    query: { partition: tagRequestRowPartition(customerId), newestFirst: true },
    idOf: ({ tagRequestId }) => tagRequestId,
    handle: async (row) => {
      const tagRequest = await job.get(tagRequestRecord, row)
      hasLapsed = tagRequest.lapsesAt <= job.now
      if (tagRequest.state !== 'open') return true
      const [customer, partner] = await Promise.all([
        job.get(customerRecord, { customerId }),
        job.get(partnerRecord, tagRequest),
      ])
      return (await endTagRequest(job, { tagRequest, customer, partner })) !== false
    },
    isEnough: () => hasLapsed,
    left: 'TagRequestsLeft',
  })
}
