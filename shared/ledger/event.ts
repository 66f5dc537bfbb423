import * as z from 'zod'
import { CustomerId, PartnerId, PaymentId, PayoutId, RefundId } from '../kernel/id.ts'
import { Currency } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'

/** The accounts of a partner's sales: what was taken, sold and let off, what commission cost, and what of it is held; spread over parts (R47). */
export const SALES_ACCOUNTS = ['cash', 'sales', 'discounts', 'commission', 'held'] as const
export type SalesAccount = (typeof SALES_ACCOUNTS)[number]

/** Where commission is once it is released; a release, a payout and a claw-back touch these, no charge does (R48). */
export const REDEEMABLE_ACCOUNTS = ['available', 'reserved', 'paidOut'] as const
export type RedeemableAccount = (typeof REDEEMABLE_ACCOUNTS)[number]

/** The accounts of a partner. */
export const ACCOUNTS = [...SALES_ACCOUNTS, ...REDEEMABLE_ACCOUNTS] as const
export type AccountName = (typeof ACCOUNTS)[number]

/** One side of an event, in minor units: debits are positive, credits negative. */
export const Posting = z.object({ account: z.enum(ACCOUNTS), amount: z.int() })
export type Posting = z.infer<typeof Posting>

const inEveryEvent = {
  partnerId: PartnerId,
  /** Names the fact, so that it is posted once. */
  eventId: z.string(),
  at: Instant,
  currency: Currency,
  postings: z.array(Posting),
}

/** What every event of a sale says: the rate in basis points, and the list price that it was applied to. */
const ofSale = { ...inEveryEvent, customerId: CustomerId, paymentId: PaymentId, rate: z.int(), base: z.int() }

/** What a payout has come to. */
export const PayoutStep = z.enum(['requested', 'rejected', 'paid']).meta({ id: 'PayoutStep' })
export type PayoutStep = z.infer<typeof PayoutStep>

/** One money fact: its postings sum to zero; it is never changed, and it says by what it was worked out (R47). */
export const LedgerEvent = z.discriminatedUnion('kind', [
  z.object({ ...ofSale, kind: z.literal('charge'), availableAt: Instant.optional() }),
  z.object({
    ...ofSale,
    kind: z.literal('refund'),
    refundId: RefundId,
    /** In minor units: what the payment charged and earned, and what refunds had given back and clawed back before and after this one. */
    charged: z.int(),
    earned: z.int(),
    refunded: z.int(),
    refundedBefore: z.int(),
  }),
  z.object({ ...ofSale, kind: z.literal('release') }),
  z.object({ ...inEveryEvent, kind: z.literal('payout'), payoutId: PayoutId, step: PayoutStep }),
])
export type LedgerEvent = z.infer<typeof LedgerEvent>
export type LedgerEventOf<K extends LedgerEvent['kind']> = Extract<LedgerEvent, { kind: K }>

/** The sum of the postings to an account, debits positive. */
export const postedTo = ({ postings }: Pick<LedgerEvent, 'postings'>, account: AccountName): number =>
  postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0)

/** The sides of an event that move anything. */
export const sides = (amounts: Partial<Record<AccountName, number>>): Posting[] =>
  ACCOUNTS.flatMap((account) => {
    const amount = amounts[account] ?? 0
    return amount === 0 ? [] : [{ account, amount }]
  })
