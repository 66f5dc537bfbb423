import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId, RefundId } from '../kernel/id.ts'
import { Currency, money, type Money } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'
import { CardType, Licences, PayPeriod, Plan } from '../subscriptions/plan.ts'

/** Storage packs by size, none twice and none of count 0; sizes that are sold no longer stay readable. */
export const StoredPacks = z.array(z.object({ gb: z.int(), count: z.int() }))
export type StoredPacks = z.infer<typeof StoredPacks>

/** What a paid subscription consists of. */
export const Purchase = z.object({
  plan: Plan,
  licences: Licences,
  payPeriod: PayPeriod,
  storage: StoredPacks,
})
export type Purchase = z.infer<typeof Purchase>

/** What changes at the renewal, and nothing else; `plan: free` is a cancellation (R41). */
export const ScheduledChange = /* @__PURE__ */ Purchase.partial()
export type ScheduledChange = z.infer<typeof ScheduledChange>

/** Renewal `k` is `k` pay periods after the anchor, clamped to the length of its month; prices are those of one version of the book (R42). */
export const Cycle = z.object({
  anchor: z.iso.date(),
  /** The number of the next renewal. */
  renewal: z.int(),
  bookVersion: z.string(),
})
export type Cycle = z.infer<typeof Cycle>

/** What the subscription becomes once a charge has succeeded. */
export const Outcome = z.object({
  purchase: Purchase,
  cycle: Cycle,
  scheduled: ScheduledChange.optional(),
  /** The list price that is carried into the next charge, in minor units. */
  carried: z.int(),
})
export type Outcome = z.infer<typeof Outcome>

/** What a charge is for: a purchase begins on `free`; a renewal is of the period that begins at its date. */
export const ChargePurpose = z.enum(['purchase', 'change', 'renewal'])
export type ChargePurpose = z.infer<typeof ChargePurpose>

/** The charge whose outcome is not known yet; meanwhile nothing else changes and nothing falls. */
export const PendingCharge = z.object({ paymentId: PaymentId, purpose: ChargePurpose, outcome: Outcome })
export type PendingCharge = z.infer<typeof PendingCharge>

/** Why a renewal is not paid. */
export const DunningReason = z.enum(['declined', 'no-profile', 'authentication-required'])
export type DunningReason = z.infer<typeof DunningReason>

/** A renewal that is not paid: retries until the grace ends (R45). */
export const Dunning = z.object({
  reason: DunningReason,
  /** How often a card was tried for this renewal; numbers the attempts. */
  attempts: z.int(),
  /** Absent where no retry is left or no card is there. */
  nextAttemptAt: Instant.optional(),
  graceEndsAt: Instant,
})
export type Dunning = z.infer<typeof Dunning>

/** The card on file: a token of the provider, never a number (R43). */
export const PaymentProfile = z.object({
  cardType: CardType,
  /** The partner or the organisation that the card belongs to. */
  ownerId: z.union([PartnerId, CustomerId]),
  /** The owner's customer at the provider, and the card there. */
  providerCustomer: z.string(),
  paymentMethod: z.string(),
  brand: z.string(),
  last4: z.string(),
  /** Year and month, such as `2030-04`. */
  expiresAt: z.string(),
})
export type PaymentProfile = z.infer<typeof PaymentProfile>

/** How a customer is charged. `Customer.subscription` has the plan, licences, pay period and renewal date; both change in one commit, so the customer's version guards both. */
export const Billing = z.object({
  customerId: CustomerId,
  currency: Currency,
  /** Absent on `free`. */
  cycle: Cycle.optional(),
  storage: StoredPacks,
  scheduled: ScheduledChange.optional(),
  pending: PendingCharge.optional(),
  /** The refund that ends the subscription, and whose outcome is not known yet; meanwhile nothing else changes (R46). */
  ending: z.object({ refundId: RefundId }).optional(),
  /** The list price too small to be charged, in minor units, which goes into the next charge. */
  carried: z.int(),
  dunning: Dunning.optional(),
  profile: PaymentProfile.optional(),
  /** What was charged and not refunded, in minor units, by the partner whose sale it was. */
  revenues: z.record(PartnerId, z.int()),
})
export type Billing = z.infer<typeof Billing>

/** The billing of a customer that was never charged here; one that was imported may have a paid plan. */
export const noBilling = (customerId: CustomerId): Billing => ({
  customerId,
  currency: 'USD',
  storage: [],
  carried: 0,
  revenues: {},
})

/** What a partner has sold to the customer (R13). */
export const revenueOf = ({ revenues, currency }: Billing, partnerId: PartnerId): Money =>
  money(revenues[partnerId] ?? 0, currency)
