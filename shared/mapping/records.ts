import * as z from 'zod'
import { CustomerId, PartnerId, TagRequestId, TransferId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { sha256 } from '../table/sha256.ts'
import { canonicalCode, PartnerCode } from './partner-code.ts'
import { TagRequest } from './tag-request.ts'
import { Transfer, type TransferState } from './transfer.ts'

/** Names a code in the table, in whatever spelling. */
export const digestOf = (code: string): string => sha256(canonicalCode(code))

export const partnerCodeRecord = /* @__PURE__ */ row({
  kind: 'partnerCode',
  schema: PartnerCode,
  key: ({ digest }: Pick<PartnerCode, 'digest'>) => ({ pk: `PARTNER-CODE#${digest}`, sk: 'CODE' }),
})

/** The listing partition of the transfers in a state, oldest first. */
export const transferListing = (state: TransferState): string => `TRANSFERS#${state}`

export const transferRecord = /* @__PURE__ */ entity({
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
export const transferRowRecord = /* @__PURE__ */ row({
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

export const tagRequestRecord = /* @__PURE__ */ entity({
  kind: 'tagRequest',
  schema: TagRequest,
  key: ({ tagRequestId }: { tagRequestId: TagRequestId }) => ({
    pk: `TAG-REQUEST#${tagRequestId}`,
    sk: 'TAG-REQUEST',
  }),
})

/** The partition of the tag requests of a partner, or to an organisation. */
export const tagRequestRowPartition = (of: PartnerId | CustomerId): string => `TAG-REQUESTS#${of}`

/** A tag request in the list of its partner or of the organisation, in the order of asking, as its id is a ULID. */
export const tagRequestRowRecord = /* @__PURE__ */ row({
  kind: 'tagRequestRow',
  schema: z.object({ of: z.union([PartnerId, CustomerId]), tagRequestId: TagRequestId }),
  key: ({ of, tagRequestId }: { of: PartnerId | CustomerId; tagRequestId: TagRequestId }) => ({
    pk: tagRequestRowPartition(of),
    sk: `TAG-REQUEST#${tagRequestId}`,
  }),
})

/** The newest request of a partner to an organisation, by which only one is open at a time (R14). */
export const newestTagRequestRecord = /* @__PURE__ */ row({
  kind: 'newestTagRequest',
  schema: z.object({ customerId: CustomerId, partnerId: PartnerId, tagRequestId: TagRequestId }),
  key: ({ customerId, partnerId }: { customerId: CustomerId; partnerId: PartnerId }) => ({
    pk: `NEWEST-TAG-REQUEST#${customerId}`,
    sk: `PARTNER#${partnerId}`,
  }),
})

/** The lapse of a tag request, due at its instant (R14). */
export const tagRequestDueRecord = /* @__PURE__ */ dueRow({
  kind: 'tagRequestDue',
  job: 'tag-request',
  id: TagRequestId,
})
