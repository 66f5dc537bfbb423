import { customerRecord } from '../../shared/customers/records.ts'
import { tagRequestDueRecord, tagRequestRecord } from '../../shared/mapping/records.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import type { TagRequestId } from '../../shared/kernel/id.ts'
import type { Job } from '../edge/job.ts'
import { endTagRequest, type Asked } from './end-tag-request.ts'
import { sweep, type Swept } from './sweep.ts'

/** Records the tag requests that nobody answered in time, and mails both sides of each once, however often it runs (R14). */
export const lapseRequests = (job: Job): Promise<Swept> =>
  sweep<TagRequestId, Asked>(job, {
    queue: tagRequestDueRecord,
    at: job.now,
    lookUp: async (ids) => {
      const tagRequests = await Promise.all(
        ids.map((tagRequestId) => job.get(tagRequestRecord, { tagRequestId })),
      )
      return Promise.all(
        tagRequests.map(async (tagRequest) => {
          const [customer, partner] = await Promise.all([
            job.get(customerRecord, tagRequest),
            job.get(partnerRecord, tagRequest),
          ])
          return { tagRequest, customer, partner }
        }),
      )
    },
    handle: async (due, asked) => {
      const ended = asked && (await endTagRequest(job, asked))
      if (ended !== undefined) return ended
      await job.commit([tagRequestDueRecord.finish(due)])
      return false
    },
  })
