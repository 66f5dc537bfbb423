import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId } from '../kernel/id.ts'
import { Currency } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'
import type { PaymentIn } from '../payments/payment.ts'

/** The accounts of a partner: what was taken, sold and let off, what commission cost, and where it is until it is paid out (R47). */
export const ACCOUNTS = [
  'cash',
  'sales',
  'discounts',
  'commission',
  'held',
  'available',
  'reserved',
  'paidOut',
] as const
export type AccountName = (typeof ACCOUNTS)[number]

/** One side of an event, in minor units: debits are positive, credits negative. */
export const Posting = z.object({ account: z.enum(ACCOUNTS), amount: z.int() })
export type Posting = z.infer<typeof Posting>

/** One money fact: its postings sum to zero; it is never changed, and it says by what it was worked out (R47). */
export const LedgerEvent = z.object({
  partnerId: PartnerId,
  /** Names the fact, so that it is posted once. */
  eventId: z.string(),
  kind: z.enum(['charge']),
  at: Instant,
  customerId: CustomerId,
  paymentId: PaymentId,
  currency: Currency,
  postings: z.array(Posting),
  /** The rate in basis points, and what it was applied to. */
  rate: z.int(),
  base: z.int(),
})
export type LedgerEvent = z.infer<typeof LedgerEvent>

/** What a charge that succeeded means: RC is sold at a discount; CC earns the same number as commission, held at first (R44). */
export const chargeEvent = (payment: PaymentIn<'succeeded'>): LedgerEvent => {
  const { partnerId, customerId, paymentId, currency, closedAt, list, discount, charge, commission } = payment
  const postings: Posting[] = [
    { account: 'cash', amount: charge },
    { account: 'discounts', amount: discount },
    { account: 'sales', amount: -list },
    { account: 'commission', amount: commission },
    { account: 'held', amount: -commission },
  ]
  return {
    partnerId,
    eventId: `${paymentId}#charge`,
    kind: 'charge',
    at: closedAt,
    customerId,
    paymentId,
    currency,
    postings: postings.filter(({ amount }) => amount !== 0),
    rate: payment.discountBps,
    base: list,
  }
}
