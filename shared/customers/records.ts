import * as z from 'zod'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { Customer, CustomerSummary } from './customer.ts'

interface OfCustomer {
  readonly customerId: CustomerId
}

export const customerRecord = entity({
  kind: 'customer',
  schema: Customer,
  key: ({ customerId }: OfCustomer) => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
})

/** A customer in its partner's listing; `summary` follows the customer, `accessStatus` the access, each in its own commit. */
export const CustomerRow = z.object({
  partnerId: PartnerId,
  customerId: CustomerId,
  accessStatus: z.enum(['granted', 'revoked']),
  summary: CustomerSummary,
})
export type CustomerRow = z.infer<typeof CustomerRow>

/** The partition of a partner's listing. */
export const customerRowPartition = (partnerId: PartnerId): string => `LISTING#${partnerId}`

/** Rows of one partner are in the order of adding, as customer ids are ULIDs. */
export const customerRowRecord = row({
  kind: 'customerRow',
  schema: CustomerRow,
  key: ({ partnerId, customerId }: { partnerId: PartnerId; customerId: CustomerId }) => ({
    pk: customerRowPartition(partnerId),
    sk: `ROW#${customerId}`,
  }),
})

/** Says which live customer a domain belongs to (R11). */
export const domainClaimRecord = row({
  kind: 'domainClaim',
  schema: z.object({ domain: z.string(), customerId: CustomerId }),
  key: ({ domain }: { domain: string }) => ({ pk: `DOMAIN#${domain}`, sk: 'DOMAIN' }),
})

/** The warning that an unverified customer's claim to its domain is about to lapse (R16). */
export const claimWarningDueRecord = /* @__PURE__ */ dueRow({
  kind: 'claimWarningDue',
  job: 'claim-warning',
  id: CustomerId,
})

/** The lapse of an unverified customer's claim to its domain (R16). */
export const claimLapseDueRecord = /* @__PURE__ */ dueRow({
  kind: 'claimLapseDue',
  job: 'claim-lapse',
  id: CustomerId,
})
