import type { Customer } from '../../shared/customers/customer.ts'
import { endMails, tagRequestEnded } from '../../shared/mapping/tag-request-changes.ts'
import { endUnanswered, type TagRequest } from '../../shared/mapping/tag-request.ts'
import type { Partner } from '../../shared/partners/partner.ts'
import type { Stored } from '../../shared/table/record.ts'
import type { Job } from '../edge/job.ts'

/** A tag request with its organisation and its partner. */
export interface Asked {
  readonly tagRequest: Stored<TagRequest>
  readonly customer: Stored<Customer>
  readonly partner: Partner
}

/** Records that a request lapsed or was overtaken, and mails both sides; `undefined` where it is neither, `false` where something changed meanwhile (R14). */
export const endTagRequest = async (
  job: Job,
  { tagRequest, customer, partner }: Asked,
): Promise<boolean | undefined> => {
  const ended = endUnanswered(tagRequest, customer, job.now)
  return (
    ended &&
    job.commit(
      tagRequestEnded(tagRequest, ended),
      endMails(`tag-request-${ended.state}`, ended, customer, partner),
    )
  )
}
