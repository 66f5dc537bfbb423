import * as z from 'zod'
import { CustomerId, PartnerId, TransferId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant, plusDays } from '../kernel/time.ts'
import type { SourceOf, Transitions } from '../kernel/transitions.ts'

/** How many days a transfer waits for an objection (R14). */
export const TRANSFER_DAYS = 7

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

const inEveryState = {
  transferId: TransferId,
  customerId: CustomerId,
  /** The partner before. */
  from: PartnerId,
  /** The partner after. */
  to: PartnerId,
  createdAt: Instant,
  completesAt: Instant,
}
const objection = { objectedAt: Instant, objection: z.string() }

/** The move of a customer from one partner to another that waits for an objection of the former (R14). */
export const Transfer = z.discriminatedUnion('state', [
  z.object({ ...inEveryState, state: z.literal('pending') }),
  z.object({ ...inEveryState, state: z.literal('objected'), ...objection }),
  z.object({
    ...inEveryState,
    state: z.literal('completed'),
    objectedAt: Instant.optional(),
    objection: z.string().optional(),
    closedAt: Instant,
    note: z.string().optional(),
  }),
  z.object({ ...inEveryState, state: z.literal('kept'), ...objection, closedAt: Instant, note: z.string() }),
  z.object({
    ...inEveryState,
    state: z.literal('cancelled'),
    objectedAt: Instant.optional(),
    objection: z.string().optional(),
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

/** A transfer that begins, and completes after seven days unless the former partner objects (R14). */
export const begin = (
  { transferId, customerId, from, to }: Pick<Transfer, 'transferId' | 'customerId' | 'from' | 'to'>,
  at: Instant,
): TransferIn<'pending'> => ({
  transferId,
  customerId,
  from,
  to,
  state: 'pending',
  createdAt: at,
  completesAt: plusDays(at, TRANSFER_DAYS),
})

/** Returns the transfer if it is open; refuses one that is closed (R14). */
export const open = (transfer: Transfer): OpenTransfer => {
  if (transfer.state === 'pending' || transfer.state === 'objected') return transfer
  throw transferClosed({ state: transfer.state })
}

/** Whether an unobjected transfer is to be completed at an instant (R14). */
export const isToComplete = (transfer: Transfer, at: Instant): transfer is TransferIn<'pending'> =>
  transfer.state === 'pending' && at >= transfer.completesAt

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

/** What the answers about an organisation show of its transfer. */
export const TransferShown = z
  .strictObject({ transferId: TransferId, state: TransferState, completesAt: Instant })
  .meta({ id: 'TransferShown' })

/** The transfer as the answers about an organisation show it. */
export const transferShown = ({ transferId, state, completesAt }: Transfer) => ({
  transferId,
  state,
  completesAt,
})
