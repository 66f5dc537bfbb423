import * as z from 'zod'
import { CustomerId, TransferId, type PartnerId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'
import { PartnerName } from '../partners/partner-name.ts'
import { CancelReason, Transfer, TransferState } from './transfer.ts'

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

const transferFacts = {
  transferId: TransferId,
  state: TransferState,
  domain: z.string(),
  organizationName: z.string(),
  /** The partner before. */
  from: PartnerName,
  /** The partner after. */
  to: PartnerName,
  createdAt: Instant,
  completesAt: Instant,
  objectedAt: Instant.optional(),
  /** Why the partner before objects. */
  objection: z.string().optional(),
  closedAt: Instant.optional(),
  /** Why it was cancelled. */
  reason: CancelReason.optional(),
  /** What support wrote with its decision. */
  note: z.string().optional(),
}

/** A transfer as staff and the organisation see it; the state tells which of the optional members it has. */
export const TransferView = z
  .strictObject({ ...transferFacts, customerId: CustomerId })
  .meta({ id: 'TransferView' })

/** A transfer as one of its two partners sees it: nothing of the organisation but its domain and name. */
export const TransferLine = z
  .strictObject({ ...transferFacts, role: z.enum(['former', 'new']) })
  .meta({ id: 'TransferLine' })

/** The transfer as staff see it. */
export const transferView = (transfer: Transfer) => {
  const { from, before, to, after, ...shown } = Transfer.parse(transfer)
  return {
    ...shown,
    from: { partnerId: from, companyName: before },
    to: { partnerId: to, companyName: after },
  }
}

/** The transfer as one of its partners sees it, and as which of the two (R14). */
export const transferLine = (transfer: Transfer, partnerId: PartnerId) => {
  const { customerId: _ofOrganization, ...shown } = transferView(transfer)
  return { ...shown, role: partnerId === transfer.from ? ('former' as const) : ('new' as const) }
}
