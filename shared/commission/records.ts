import * as z from 'zod'
import { foldToCompare } from '../kernel/fold.ts'
import { PayoutId, PartnerId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { sha256 } from '../table/sha256.ts'
import { Payout, StaffPayout, type PayoutState } from './payout.ts'

/** The partition in the listing index of the payouts in a state, oldest first. */
export const payoutListing = (state: PayoutState): string => `PAYOUTS#${state}`

/** Sorts payouts by the instant of their request. */
const payoutPlace = ({ requestedAt, payoutId }: Pick<Payout, 'requestedAt' | 'payoutId'>): string =>
  `${requestedAt}#${payoutId}`

export const payoutRecord = /* @__PURE__ */ entity({
  kind: 'payout',
  schema: Payout,
  key: ({ payoutId }: { readonly payoutId: PayoutId }) => ({ pk: `PAYOUT#${payoutId}`, sk: 'PAYOUT' }),
  index: (payout) => ({ listingPk: payoutListing(payout.state), listingSk: payoutPlace(payout) }),
})

/** The partition of the payouts of a partner. */
export const payoutRowPartition = (partnerId: PartnerId): string => `PAYOUT-LISTING#${partnerId}`

/** A payout in the list of its partner, as it is shown. */
export const payoutRowRecord = /* @__PURE__ */ row({
  kind: 'payoutRow',
  schema: z.object(StaffPayout.shape),
  key: ({ partnerId, ...payout }: Pick<Payout, 'partnerId' | 'requestedAt' | 'payoutId'>) => ({
    pk: payoutRowPartition(partnerId),
    sk: payoutPlace(payout),
  }),
})

/** Names an invoice of a partner: references that differ in case, width, what nobody sees or blanks around them are one, an accent makes another (R48). */
export const invoiceOf = ({
  partnerId,
  invoiceReference,
}: Pick<Payout, 'partnerId' | 'invoiceReference'>) => ({
  partnerId,
  digest: sha256(foldToCompare(invoiceReference).trim()),
})

/** The payout that an invoice of a partner is for, unless it is rejected. */
export const invoiceReferenceRecord = /* @__PURE__ */ row({
  kind: 'invoiceReference',
  schema: z.object({ partnerId: PartnerId, digest: z.string(), payoutId: PayoutId }),
  key: ({ partnerId, digest }: { readonly partnerId: PartnerId; readonly digest: string }) => ({
    pk: `INVOICE-REFERENCE#${partnerId}`,
    sk: `INVOICE#${digest}`,
  }),
})
