import * as z from 'zod'
import { CustomerId, PartnerId, TransferId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'
import type { Partner } from '../partners/partner.ts'
import { isMemberOf } from '../people/organization-membership.ts'
import type { Person } from '../people/person.ts'
import type { SourceOf, Transitions } from '../kernel/transitions.ts'

/** How many days a transfer waits for an objection (R14). */
export const TRANSFER_DAYS = 7
/** How many days after an objection support is mailed again (R14). */
export const REMINDER_DAYS = 7

/** The states of a transfer; it is open in the first two (R14). */
export const TransferState = z
  .enum(['pending', 'objected', 'completed', 'kept', 'cancelled'])
  .meta({ id: 'TransferState' })
export type TransferState = z.infer<typeof TransferState>

/** Why a transfer was cancelled: the organisation took its consent back, or it could not be completed any more (R14, R17). */
export const CancelReason = z
  .enum(['consent-withdrawn', 'new-partner-deactivated', 'partner-member-is-organization-admin'])
  .meta({ id: 'TransferCancelReason' })
export type CancelReason = z.infer<typeof CancelReason>

/** Why a transfer cannot be completed any more. */
export type Obstacle = Exclude<CancelReason, 'consent-withdrawn'>

const inEveryState = {
  transferId: TransferId,
  customerId: CustomerId,
  domain: z.string(),
  /** The organisation and the two partners are named as they were when it began. */
  organizationName: z.string(),
  /** The partner before, and its name. */
  from: PartnerId,
  before: z.string(),
  /** The partner after, and its name. */
  to: PartnerId,
  after: z.string(),
  createdAt: Instant,
  completesAt: Instant,
}
const objection = { objectedAt: Instant, objection: z.string() }
const perhapsObjection = { objectedAt: Instant.optional(), objection: z.string().optional() }

/** The move of a customer from one partner to another that waits for an objection of the former (R14). */
export const Transfer = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('pending') }),
  z.object({ ...inEveryState, state: z.literal('objected'), ...objection }),
  z.object({
    ...inEveryState,
    state: z.literal('completed'),
    ...perhapsObjection,
    closedAt: Instant,
    note: z.string().optional(),
  }),
  z.object({ ...inEveryState, state: z.literal('kept'), ...objection, closedAt: Instant, note: z.string() }),
  z.object({
    ...inEveryState,
    state: z.literal('cancelled'),
    ...perhapsObjection,
    closedAt: Instant,
    reason: CancelReason,
    note: z.string().optional(),
  }),
])
export type Transfer = z.infer<typeof Transfer>

/** A transfer in one of its states. */
export type TransferIn<S extends TransferState> = Extract<Transfer, { state: S }>

/** Which states may follow which (R14). */
export const transitions = {
  pending: ['completed', 'objected', 'cancelled'],
  objected: ['completed', 'kept', 'cancelled'],
  completed: [],
  kept: [],
  cancelled: [],
} as const satisfies Transitions<TransferState>

type Before<S extends TransferState> = TransferIn<SourceOf<typeof transitions, S>>
/** A transfer that is not closed. */
export type OpenTransfer = TransferIn<'pending' | 'objected'>

export const transferNotFound = /* @__PURE__ */ problem('transfer-not-found', {
  kind: 'missing',
  title: 'There is no such transfer',
  advice: 'Choose a transfer from the list.',
})
export const transferClosed = /* @__PURE__ */ problem(
  'transfer-closed',
  {
    kind: 'conflict',
    title: 'The transfer is closed already',
    advice: 'Nothing about it can be changed any more.',
  },
  { state: TransferState },
)
export const transferOpen = /* @__PURE__ */ problem('transfer-open', {
  kind: 'conflict',
  title: 'A transfer of the organisation to another partner is open',
  advice: 'Wait until it is completed or cancelled.',
})
export const objectionNotYours = /* @__PURE__ */ problem('objection-not-yours', {
  kind: 'forbidden',
  title: 'Only the partner that the organisation would leave can object',
  advice: 'The organisation can take its consent back.',
})
export const notObjected = /* @__PURE__ */ problem('not-objected', {
  kind: 'conflict',
  title: 'Nobody has objected to the transfer',
  advice: 'It is completed by itself after seven days.',
})

type Facts = Omit<TransferIn<'pending'>, 'state' | 'createdAt' | 'completesAt'>

/** A transfer that begins, and completes after seven days unless the former partner objects (R14). */
export const begin = (facts: Facts, at: Instant): TransferIn<'pending'> => ({
  ...facts,
  state: 'pending',
  createdAt: at,
  completesAt: plusDays(at, TRANSFER_DAYS),
})

/** Whether an unobjected transfer is to be completed at an instant (R14). */
export const isToComplete = <T extends Transfer>(
  transfer: T,
  at: Instant,
): transfer is Extract<T, { state: 'pending' }> => transfer.state === 'pending' && at >= transfer.completesAt

/** Whether a transfer is not closed. */
export const isOpen = <T extends Transfer>(
  transfer: T,
): transfer is Extract<T, { state: 'pending' | 'objected' }> =>
  transfer.state === 'pending' || transfer.state === 'objected'

const isObjected = <T extends Transfer>(transfer: T): transfer is Extract<T, { state: 'objected' }> =>
  transfer.state === 'objected'

/** Returns the transfer if it is open; refuses one that is closed, or is to be completed, whether or not the job has run (R14). */
export const open = <T extends Transfer>(
  transfer: T,
  at: Instant,
): Extract<T, { state: 'pending' | 'objected' }> => {
  if (isToComplete(transfer, at)) throw transferClosed({ state: 'completed' })
  if (!isOpen(transfer)) throw transferClosed({ state: transfer.state })
  return transfer
}

/** Returns the transfer if it was objected to, so that support may decide; refuses one that is closed or still waits (R14). */
export const objected = <T extends Transfer>(transfer: T, at: Instant): Extract<T, { state: 'objected' }> => {
  open(transfer, at)
  if (!isObjected(transfer)) throw notObjected()
  return transfer
}

/** The former partner objects: once, and before the transfer completes; another partner of the two may not (R14). */
export const object = (
  transfer: Transfer,
  by: PartnerId,
  reason: string,
  at: Instant,
): TransferIn<'objected'> => {
  if (by === transfer.to) throw objectionNotYours()
  if (by !== transfer.from) throw transferNotFound()
  const pending = open(transfer, at)
  if (isObjected(pending)) throw transferClosed({ state: pending.state })
  return { ...pending, state: 'objected', objectedAt: at, objection: reason }
}

/** Completes it: nobody objected, or support decided so with a note (R14). */
export const complete = (
  transfer: Before<'completed'>,
  at: Instant,
  note?: string,
): TransferIn<'completed'> => ({
  ...transfer,
  state: 'completed',
  closedAt: at,
  ...(note === undefined ? {} : { note }),
})

/** The organisation stays where it is, as support decided with a note (R14). */
export const keep = (transfer: Before<'kept'>, at: Instant, note: string): TransferIn<'kept'> => ({
  ...transfer,
  state: 'kept',
  closedAt: at,
  note,
})

/** Cancels it with the reason (R14). */
export const cancel = (
  transfer: Before<'cancelled'>,
  reason: CancelReason,
  at: Instant,
  note?: string,
): TransferIn<'cancelled'> => ({
  ...transfer,
  state: 'cancelled',
  closedAt: at,
  reason,
  ...(note === undefined ? {} : { note }),
})

/** When support is mailed again about an objection (R14). */
export const reminderAt = ({ objectedAt }: TransferIn<'objected'>): Instant =>
  plusDays(objectedAt, REMINDER_DAYS)

/** When something is due about an open transfer: its completion, or the second mail to support (R14). */
export const dueOf = (transfer: OpenTransfer): Instant =>
  transfer.state === 'pending' ? transfer.completesAt : reminderAt(transfer)

/** Why a transfer to a partner cannot be completed any more, as the partner and the administrators of the organisation are now (R14, R17). */
export const obstacleOf = (
  { partnerId, status }: Pick<Partner, 'partnerId' | 'status'>,
  administrators: readonly (Person | undefined)[],
): Obstacle | undefined => {
  if (status !== 'active') return 'new-partner-deactivated'
  return administrators.some((person) => isMemberOf(person, partnerId))
    ? 'partner-member-is-organization-admin'
    : undefined
}
