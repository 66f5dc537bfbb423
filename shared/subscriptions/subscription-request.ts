import * as z from 'zod'
import type { Customer, MappedCustomer } from '../customers/customer.ts'
import { CustomerId, PartnerId, PersonId, SubscriptionRequestId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'
import type { Transitions } from '../kernel/transitions.ts'
import { Wish } from './wish.ts'

/** The state of a request; `ended` is worked out, the others are stored (R40). */
export const SubscriptionRequestState = z
  .enum(['open', 'done', 'declined', 'ended'])
  .meta({ id: 'SubscriptionRequestState' })
export type SubscriptionRequestState = z.infer<typeof SubscriptionRequestState>

/** What a partner answers to a request (R40). */
export const SubscriptionRequestAnswer = z
  .enum(['done', 'declined'])
  .meta({ id: 'SubscriptionRequestAnswer' })
export type SubscriptionRequestAnswer = z.infer<typeof SubscriptionRequestAnswer>

/** Which states may follow which; it ends without a write, when the customer gets another partner or none (R40). */
export const transitions = {
  open: ['done', 'declined', 'ended'],
  done: [],
  declined: [],
  ended: [],
} as const satisfies Transitions<SubscriptionRequestState>

const inEveryState = {
  requestId: SubscriptionRequestId,
  customerId: CustomerId,
  /** The partner that is asked. */
  partnerId: PartnerId,
  /** How often the partner of the customer had changed; the request ends with the next time. */
  mappings: z.int(),
  /** The organisation as it was called then, as a former partner learns nothing new of it. */
  organizationName: z.string(),
  domain: z.string(),
  askedBy: PersonId,
  wish: Wish,
  createdAt: Instant,
}

/** The request of an organisation to its partner for another subscription (R40). */
export const SubscriptionRequest = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('open') }),
  z.object({
    ...inEveryState,
    state: SubscriptionRequestAnswer,
    closedAt: Instant,
    note: z.string(),
  }),
])
export type SubscriptionRequest = z.infer<typeof SubscriptionRequest>
type OpenRequest = Extract<SubscriptionRequest, { state: 'open' }>
type ClosedRequest = Exclude<SubscriptionRequest, OpenRequest>

/** Names the request that a customer has open, or had when its partner changed. */
export const OpenSubscriptionRequest = z.object({
  customerId: CustomerId,
  requestId: SubscriptionRequestId,
  mappings: z.int(),
})
export type OpenSubscriptionRequest = z.infer<typeof OpenSubscriptionRequest>

export const subscriptionRequestNotFound = /* @__PURE__ */ problem('subscription-request-not-found', {
  kind: 'missing',
  title: 'There is no such subscription request',
  advice: 'Choose a request from your list.',
})
export const subscriptionRequestOpen = /* @__PURE__ */ problem('subscription-request-open', {
  kind: 'conflict',
  title: 'A subscription request of the organisation is open already',
  advice: 'Wait until the partner has answered it.',
})
export const subscriptionRequestClosed = /* @__PURE__ */ problem(
  'subscription-request-closed',
  {
    kind: 'conflict',
    title: 'The subscription request is closed already',
    advice: 'Nothing about it can be changed any more.',
  },
  { state: SubscriptionRequestState },
)

type Mapped = Pick<Customer, 'state' | 'mappings'>

/** Whether a customer still has the partner that it had at that count of mappings. */
const stands = ({ mappings }: { readonly mappings: number }, customer: Mapped): boolean =>
  customer.state === 'live' && customer.mappings === mappings

/** A new request to the customer's partner (R40). */
export const ask = (
  { customerId, partnerId, mappings, organizationName, domain }: MappedCustomer,
  { requestId, askedBy, wish }: Pick<SubscriptionRequest, 'requestId' | 'askedBy' | 'wish'>,
  at: Instant,
): OpenRequest => ({
  requestId,
  customerId,
  partnerId,
  mappings,
  organizationName,
  domain,
  askedBy,
  wish,
  state: 'open',
  createdAt: at,
})

/** Refuses another request while one is open; one to an earlier partner does not count (R40). */
export const refuseAnother = (open: OpenSubscriptionRequest | undefined, customer: Mapped): void => {
  if (open && stands(open, customer)) throw subscriptionRequestOpen()
}

/** The state that a request has; an open one has ended once its customer got another partner or none, or was removed. */
export const stateOf = (request: SubscriptionRequest, customer: Mapped): SubscriptionRequestState =>
  request.state === 'open' && !stands(request, customer) ? 'ended' : request.state

/** Answers an open request (R40). */
export const answer = (
  request: SubscriptionRequest,
  customer: Mapped,
  { answer, note }: { readonly answer: SubscriptionRequestAnswer; readonly note: string },
  at: Instant,
): ClosedRequest => {
  if (request.state !== 'open' || !stands(request, customer))
    throw subscriptionRequestClosed({ state: stateOf(request, customer) })
  return { ...request, state: answer, closedAt: at, note }
}

/** A request as its organisation sees it. */
export const SubscriptionRequestShown = z
  .strictObject({
    requestId: SubscriptionRequestId,
    state: SubscriptionRequestState,
    ...Wish.shape,
    createdAt: Instant,
    closedAt: Instant.optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'SubscriptionRequest' })

/** A request as the partner that was asked sees it: whose it is, and no person. */
export const StoreSubscriptionRequest = z
  .strictObject({
    ...SubscriptionRequestShown.shape,
    customerId: CustomerId,
    organizationName: z.string(),
    domain: z.string(),
  })
  .meta({ id: 'StoreSubscriptionRequest' })

/** The request as its organisation sees it (R40). */
export const subscriptionRequestShown = (request: SubscriptionRequest, customer: Mapped) => {
  const { requestId, wish, createdAt } = request
  return {
    requestId,
    state: stateOf(request, customer),
    ...wish,
    createdAt,
    ...(request.state === 'open' ? {} : { closedAt: request.closedAt, note: request.note }),
  }
}

/** The request as the partner that was asked sees it (R40, R63). */
export const storeSubscriptionRequest = (request: SubscriptionRequest, customer: Mapped) => {
  const { customerId, organizationName, domain } = request
  return { ...subscriptionRequestShown(request, customer), customerId, organizationName, domain }
}
