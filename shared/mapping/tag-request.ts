import * as z from 'zod'
import type { Customer } from '../customers/customer.ts'
import { CustomerId, PartnerId, TagRequestId, TransferId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Paragraph } from '../kernel/text.ts'
import { Instant, plusDays } from '../kernel/time.ts'
import type { SourceOf, Transitions } from '../kernel/transitions.ts'
import type { Partner } from '../partners/partner.ts'
import { PartnerName, partnerName } from '../partners/partner-name.ts'

/** How many days a tag request waits for an answer (R14). */
export const TAG_REQUEST_DAYS = 15
/** How many days after a denial or a lapse the same partner waits before it asks again (R14). */
export const WAIT_DAYS = 30

/** The state of a tag request (R14). */
export const TagRequestState = z
  .enum(['open', 'mapped', 'denied', 'lapsed', 'withdrawn', 'overtaken'])
  .meta({ id: 'TagRequestState' })
export type TagRequestState = z.infer<typeof TagRequestState>

/** What the partner tells the super admin. */
export const Message = Paragraph(500)

const inEveryState = {
  tagRequestId: TagRequestId,
  customerId: CustomerId,
  partnerId: PartnerId,
  domain: z.string(),
  message: z.string().optional(),
  /** How often the organisation had consented to a partner when it was made. */
  consents: z.int(),
  createdAt: Instant,
  lapsesAt: Instant,
}
const closed = { ...inEveryState, closedAt: Instant }

/** A partner's request to be mapped to an organisation, which its super admin answers (R14). */
export const TagRequest = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('open') }),
  /** `transferId` names the transfer that it began, where the organisation did not move at once. */
  z.object({ ...closed, state: z.literal('mapped'), transferId: TransferId.optional() }),
  z.object({ ...closed, state: z.literal('denied') }),
  z.object({ ...closed, state: z.literal('lapsed') }),
  z.object({ ...closed, state: z.literal('withdrawn') }),
  z.object({ ...closed, state: z.literal('overtaken') }),
])
export type TagRequest = z.infer<typeof TagRequest>

/** A tag request in one of its states. */
export type TagRequestIn<S extends TagRequestState> = Extract<TagRequest, { state: S }>
/** A tag request that is closed. */
export type ClosedTagRequest = Exclude<TagRequest, { state: 'open' }>

/** Which states may follow which (R14). */
export const transitions = {
  open: ['mapped', 'denied', 'lapsed', 'withdrawn', 'overtaken'],
  mapped: [],
  denied: [],
  lapsed: [],
  withdrawn: [],
  overtaken: [],
} as const satisfies Transitions<TagRequestState>

type Before<S extends TagRequestState> = TagRequestIn<SourceOf<typeof transitions, S>>

export const tagRequestNotFound = /* @__PURE__ */ problem('tag-request-not-found', {
  kind: 'missing',
  title: 'There is no such tag request',
  advice: 'Choose a tag request from the list.',
})
export const tagRequestClosed = /* @__PURE__ */ problem(
  'tag-request-closed',
  {
    kind: 'conflict',
    title: 'The tag request is closed already',
    advice: 'Nothing about it can be changed any more.',
  },
  { state: TagRequestState },
)
export const tagRequestOpen = /* @__PURE__ */ problem('tag-request-open', {
  kind: 'conflict',
  title: 'A tag request of yours to this organisation is open',
  advice: 'Wait for the answer, or withdraw that request first.',
})
export const tagRequestTooSoon = /* @__PURE__ */ problem(
  'tag-request-too-soon',
  {
    kind: 'conflict',
    title: 'It is too soon for another tag request to this organisation',
    advice: 'Wait until the given instant. A code that you give to the organisation works at any time.',
  },
  { retryAt: Instant },
)

type NewTagRequest = Pick<
  TagRequest,
  'tagRequestId' | 'customerId' | 'partnerId' | 'domain' | 'message' | 'consents'
>

/** A new request, which lapses after 15 days (R14). */
export const request = (asked: NewTagRequest, at: Instant): TagRequestIn<'open'> => ({
  ...asked,
  state: 'open',
  createdAt: at,
  lapsesAt: plusDays(at, TAG_REQUEST_DAYS),
})

type Consents = Pick<Customer, 'consents' | 'consentedAt'>

/** The state at an instant, whether or not a job ran: a later consent of the organisation overtakes an open request, and 15 days end it, whichever comes first (R14). */
export const stateAt = (
  tagRequest: TagRequest,
  { consents, consentedAt }: Consents,
  at: Instant,
): TagRequestState => {
  if (tagRequest.state !== 'open') return tagRequest.state
  const isTooLate = consentedAt !== undefined && consentedAt >= tagRequest.lapsesAt
  if (tagRequest.consents < consents && !isTooLate) return 'overtaken'
  return at >= tagRequest.lapsesAt ? 'lapsed' : 'open'
}

/** The state that the organisation sees: while its partner is not active, an open request cannot be answered and reads as withdrawn (R8). */
export const stateForOrganization = (
  tagRequest: TagRequest,
  customer: Consents,
  { status }: Pick<Partner, 'status'>,
  at: Instant,
): TagRequestState => {
  const state = stateAt(tagRequest, customer, at)
  return state === 'open' && status !== 'active' ? 'withdrawn' : state
}

/** Returns the request if it is open; refuses one that is closed, lapsed or overtaken (R14). */
export const open = (tagRequest: TagRequest, customer: Consents, at: Instant): TagRequestIn<'open'> => {
  const state = stateAt(tagRequest, customer, at)
  if (tagRequest.state !== 'open' || state !== 'open') throw tagRequestClosed({ state })
  return tagRequest
}

/** Refuses another request of the same partner while its newest one is open, and for 30 days after that was denied or lapsed (R14). */
export const refuseAnother = (newest: TagRequest, customer: Consents, at: Instant): void => {
  const state = stateAt(newest, customer, at)
  if (state === 'open') throw tagRequestOpen()
  if (state !== 'denied' && state !== 'lapsed') return
  const retryAt = plusDays('closedAt' in newest ? newest.closedAt : newest.lapsesAt, WAIT_DAYS)
  if (at < retryAt) throw tagRequestTooSoon({ retryAt })
}

/** The organisation is mapped to the partner, or a transfer to it has begun (R14). */
export const accept = (
  tagRequest: Before<'mapped'>,
  transferId: TransferId | undefined,
  at: Instant,
): TagRequestIn<'mapped'> => ({
  ...tagRequest,
  state: 'mapped',
  closedAt: at,
  ...(transferId ? { transferId } : {}),
})

/** The super admin denies it (R14). */
export const deny = (tagRequest: Before<'denied'>, at: Instant): TagRequestIn<'denied'> => ({
  ...tagRequest,
  state: 'denied',
  closedAt: at,
})

/** Its partner withdraws it (R14). */
export const withdraw = (tagRequest: Before<'withdrawn'>, at: Instant): TagRequestIn<'withdrawn'> => ({
  ...tagRequest,
  state: 'withdrawn',
  closedAt: at,
})

/** Records that a request lapsed or was overtaken; `undefined` where it is neither, or recorded already (R14). */
export const endUnanswered = (
  tagRequest: TagRequest,
  customer: Consents,
  at: Instant,
): TagRequestIn<'lapsed' | 'overtaken'> | undefined => {
  if (tagRequest.state !== 'open') return undefined
  const state = stateAt(tagRequest, customer, at)
  if (state === 'overtaken') return { ...tagRequest, state, closedAt: customer.consentedAt ?? at }
  return state === 'lapsed' ? { ...tagRequest, state, closedAt: tagRequest.lapsesAt } : undefined
}

const shownIn = {
  tagRequestId: TagRequestId,
  state: TagRequestState,
  createdAt: Instant,
  lapsesAt: Instant,
  closedAt: Instant.optional(),
}

/** When a request was closed that is not recorded as such yet. */
const closingOf = ({ lapsesAt }: TagRequest, { consentedAt }: Consents, state: TagRequestState) =>
  state === 'lapsed' ? lapsesAt : state === 'overtaken' ? consentedAt : undefined

const shown = (tagRequest: TagRequest, customer: Consents, state: TagRequestState) => {
  const { tagRequestId, createdAt, lapsesAt } = tagRequest
  const closedAt = 'closedAt' in tagRequest ? tagRequest.closedAt : closingOf(tagRequest, customer, state)
  return { tagRequestId, state, createdAt, lapsesAt, ...(closedAt ? { closedAt } : {}) }
}

/** A tag request as its partner sees it: nothing of the organisation but the domain that the partner named. */
export const OwnTagRequest = z.strictObject({ ...shownIn, domain: z.string() }).meta({ id: 'OwnTagRequest' })

/** A request as its partner sees it at an instant. */
export const ownTagRequest = (
  tagRequest: TagRequest,
  customer: Consents,
  at: Instant,
): z.input<typeof OwnTagRequest> => ({
  ...shown(tagRequest, customer, stateAt(tagRequest, customer, at)),
  domain: tagRequest.domain,
})

/** A tag request as the administrators of the organisation see it. */
export const OrganizationTagRequest = z
  .strictObject({
    ...shownIn,
    partner: PartnerName,
    message: z.string().optional(),
  })
  .meta({ id: 'OrganizationTagRequest' })

/** A request as the organisation sees it at an instant. */
export const organizationTagRequest = (
  tagRequest: TagRequest,
  customer: Consents,
  partner: Partner,
  at: Instant,
): z.input<typeof OrganizationTagRequest> => ({
  ...shown(tagRequest, customer, stateForOrganization(tagRequest, customer, partner, at)),
  partner: partnerName(partner),
  ...(tagRequest.message === undefined ? {} : { message: tagRequest.message }),
})
