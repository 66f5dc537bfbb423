import { customerRecord } from '../../../shared/customers/records.ts'
import type { Customer } from '../../../shared/customers/customer.ts'
import { TagRequestId } from '../../../shared/kernel/id.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { CODE_BYTES, issue, partnerCode as codeOf } from '../../../shared/mapping/partner-code.ts'
import {
  digestOf,
  newestTagRequestRecord,
  partnerCodeRecord,
  tagRequestRecord,
} from '../../../shared/mapping/records.ts'
import { tagRequestEnded, tagRequestMade } from '../../../shared/mapping/tag-request-changes.ts'
import {
  request,
  type ClosedTagRequest,
  type TagRequest,
  type TagRequestIn,
} from '../../../shared/mapping/tag-request.ts'
import type { Partner } from '../../../shared/partners/partner.ts'
import { reader } from '../../../shared/table/reader.ts'
import type { Stored } from '../../../shared/table/record.ts'
import { newId } from '../../../functions/outside/new-id.ts'
import { world } from '../../../functions/outside/world.ts'
import { commit, now } from './time.ts'

/** A code that a partner has made. */
export const partnerCode = async ({ partnerId }: Pick<Partner, 'partnerId'>): Promise<string> => {
  const code = codeOf(world.randomHex(CODE_BYTES))
  await commit(partnerCodeRecord.putNew(issue(digestOf(code), partnerId, await now(), world.realMs())))
  return code
}

/** A tag request that a partner has sent to an organisation. */
export const tagRequest = async (
  { partnerId }: Pick<Partner, 'partnerId'>,
  { customerId }: Pick<Customer, 'customerId'>,
  message?: string,
): Promise<TagRequestIn<'open'>> => {
  const read = reader(world.table)
  const at = await now()
  const customer = await read.get(customerRecord, { customerId })
  const newest = await read.find(newestTagRequestRecord, { customerId, partnerId })
  const { domain, consents } = customer
  const made = request(
    {
      tagRequestId: newId(TagRequestId, 'tag', at),
      customerId,
      partnerId,
      domain,
      consents,
      ...(message === undefined ? {} : { message }),
    },
    at,
  )
  await commit(...tagRequestMade(made, customer, newest))
  return made
}

/** A tag request as it is stored. */
export const storedTagRequest = ({
  tagRequestId,
}: Pick<TagRequest, 'tagRequestId'>): Promise<Stored<TagRequest>> =>
  reader(world.table).get(tagRequestRecord, { tagRequestId })

/** Closes a tag request as a decision says. */
export const endTagRequest = async (
  tagRequest: Pick<TagRequest, 'tagRequestId'>,
  decide: (open: TagRequestIn<'open'>, at: Instant) => ClosedTagRequest,
): Promise<void> => {
  const stored = await storedTagRequest(tagRequest)
  if (stored.state !== 'open') throw new Error('The arranged tag request is closed already')
  await commit(...tagRequestEnded(stored, decide(stored, await now())))
}
