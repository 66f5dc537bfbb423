import * as z from 'zod'
import { CustomerId, PartnerId } from '../kernel/id.ts'
import { Month } from '../kernel/date.ts'
import { Money } from '../kernel/money.ts'
import { isPaid, type Subscription } from '../subscriptions/plan.ts'
import { dueRow } from '../table/due.ts'
import { entity, row } from '../table/record.ts'
import { Customer, CustomerSummary } from './customer.ts'

interface OfCustomer {
  readonly customerId: CustomerId
}

export const customerRecord = /* @__PURE__ */ entity({
  kind: 'customer',
  schema: Customer,
  key: ({ customerId }: OfCustomer) => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  loggedFor: ({ customerId }) => customerId,
})

/** A customer in its partner's listing; `summary` follows the customer, `accessStatus` the access, each in its own commit. */
export const CustomerRow = z.object({
  partnerId: PartnerId,
  customerId: CustomerId,
  accessStatus: z.enum(['granted', 'revoked']),
  summary: CustomerSummary,
  /** What its partner has sold to it, refunds deducted (R13); absent where nothing was sold. */
  revenue: Money.optional(),
})
export type CustomerRow = z.infer<typeof CustomerRow>

/** The partition of a partner's listing. */
export const customerRowPartition = (partnerId: PartnerId): string => `LISTING#${partnerId}`

/** How the subscription of a customer stands in its partner's reports, whether or not a job has recorded its end. */
export type Standing = 'free' | 'active' | 'past-due'

/** The partition in the listing index of a partner's customers whose subscription stands so. */
export const subscriptionsPartition = (partnerId: PartnerId, standing: Standing): string =>
  `SUBSCRIPTIONS#${partnerId}#${standing}`

const standingOf = (subscription: Subscription): Standing => {
  if (!isPaid(subscription)) return 'free'
  return subscription.pastDue ? 'past-due' : 'active'
}

/** Where a row is in the listing index: by how its subscription stands, in the order of renewal dates (R49). */
export const subscriptionPlace = ({
  partnerId,
  customerId,
  summary: { subscription },
}: Pick<CustomerRow, 'partnerId' | 'customerId' | 'summary'>) => ({
  listingPk: subscriptionsPartition(partnerId, standingOf(subscription)),
  listingSk: `${subscription.renewalDate ?? ''}#${customerId}`,
})

/** Rows of one partner are in the order of adding, as customer ids are ULIDs. */
export const customerRowRecord = /* @__PURE__ */ row({
  kind: 'customerRow',
  schema: CustomerRow,
  key: ({ partnerId, customerId }: { partnerId: PartnerId; customerId: CustomerId }) => ({
    pk: customerRowPartition(partnerId),
    sk: `ROW#${customerId}`,
  }),
  index: subscriptionPlace,
})

/** How many customers a partner got and lost in a month in UTC (R49). */
export const CustomerMonth = z.object({
  partnerId: PartnerId,
  month: Month,
  joined: z.int().default(0),
  left: z.int().default(0),
})
export type CustomerMonth = z.infer<typeof CustomerMonth>

/** The partition of all months of a partner's customers. */
export const customerMonthPartition = (partnerId: PartnerId): string => `CUSTOMER-MONTHS#${partnerId}`

export const customerMonthRecord = /* @__PURE__ */ row({
  kind: 'customerMonth',
  schema: CustomerMonth,
  key: ({ partnerId, month }: Pick<CustomerMonth, 'partnerId' | 'month'>) => ({
    pk: customerMonthPartition(partnerId),
    sk: month,
  }),
})

interface OfDomain {
  readonly domain: string
}

/** Says which customer a verified domain belongs to (R11). */
export const domainOwnerRecord = /* @__PURE__ */ row({
  kind: 'domainOwner',
  schema: z.object({ domain: z.string(), customerId: CustomerId }),
  key: ({ domain }: OfDomain) => ({ pk: `DOMAIN#${domain}`, sk: 'OWNER' }),
})

/** The partition of all claims to a domain. */
export const domainClaimPartition = ({ domain }: OfDomain): string => `CLAIM#${domain}`

/** A partner's claim to a domain that its customer has not verified yet; one a partner, beside those of others (R11). */
export const domainClaimRecord = /* @__PURE__ */ row({
  kind: 'domainClaim',
  schema: z.object({ domain: z.string(), partnerId: PartnerId, customerId: CustomerId }),
  key: ({ domain, partnerId }: OfDomain & { readonly partnerId: PartnerId }) => ({
    pk: domainClaimPartition({ domain }),
    sk: `PARTNER#${partnerId}`,
  }),
})

/** How many claims a partner has (R18). */
export const claimCountRecord = /* @__PURE__ */ row({
  kind: 'claimCount',
  schema: z.object({ partnerId: PartnerId, claims: z.int() }),
  key: ({ partnerId }: { readonly partnerId: PartnerId }) => ({
    pk: `CLAIM-COUNT#${partnerId}`,
    sk: 'COUNT',
  }),
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
