import * as z from 'zod'
import { PartnerId, TransferId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { PartnerCode } from './partner-code.ts'
import { Transfer, type TransferState } from './transfer.ts'

export const partnerCodeRecord = row({
  kind: 'partnerCode',
  schema: PartnerCode,
  key: ({ digest }: Pick<PartnerCode, 'digest'>) => ({ pk: `PARTNER-CODE#${digest}`, sk: 'CODE' }),
})

/** The listing partition of the transfers in a state, oldest first. */
export const transferListing = (state: TransferState): string => `TRANSFERS#${state}`

export const transferRecord = entity({
  kind: 'transfer',
  schema: Transfer,
  key: ({ transferId }: { transferId: TransferId }) => ({ pk: `TRANSFER#${transferId}`, sk: 'TRANSFER' }),
  index: ({ state, createdAt, transferId }) => ({
    listingPk: transferListing(state),
    listingSk: `${createdAt}#${transferId}`,
  }),
})

/** The partition of the transfers that a partner sees. */
export const transferRowPartition = (partnerId: PartnerId): string => `TRANSFER-LISTING#${partnerId}`

/** A transfer in the list of one of its two partners. */
export const transferRowRecord = row({
  kind: 'transferRow',
  schema: z.object({ partnerId: PartnerId, transferId: TransferId }),
  key: ({ partnerId, transferId }: { partnerId: PartnerId; transferId: TransferId }) => ({
    pk: transferRowPartition(partnerId),
    sk: `TRANSFER#${transferId}`,
  }),
})

/** The completion of a transfer, or the second mail about an objection, due at its instant (R14). */
export const transferDueRecord = /* @__PURE__ */ dueRow({
  kind: 'transferDue',
  job: 'transfer',
  id: TransferId,
})
