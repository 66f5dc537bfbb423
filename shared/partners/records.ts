import * as z from 'zod'
import { PartnerId } from '../kernel/id.ts'
import { entity, row } from '../table/record.ts'
import { Partner } from './partner.ts'

/** The listing partition of all partners, newest last. */
export const PARTNER_LISTING = 'PARTNERS'

export const partnerRecord = /* @__PURE__ */ entity({
  kind: 'partner',
  schema: Partner,
  key: ({ partnerId }: { partnerId: PartnerId }) => ({ pk: `PARTNER#${partnerId}`, sk: 'PARTNER' }),
  index: ({ partnerId }) => ({ listingPk: PARTNER_LISTING, listingSk: partnerId }),
})

/** Says that a partner has a mark; several may have the same. */
export const companyMarkRecord = /* @__PURE__ */ row({
  kind: 'companyMark',
  schema: z.object({ mark: z.string(), partnerId: PartnerId }),
  key: ({ mark, partnerId }: { mark: string; partnerId: PartnerId }) => ({
    pk: companyMarkPartition(mark),
    sk: partnerId,
  }),
})

/** The partition of all partners that have a mark. */
export const companyMarkPartition = (mark: string): string => `COMPANY#${mark}`
