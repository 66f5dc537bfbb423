import * as z from 'zod'
import { CustomerId, PaymentId, PayoutId, RefundId } from '../kernel/id.ts'
import { Money, money, mulDiv } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'
import {
  PayoutStep,
  postedTo,
  type AccountName,
  type LedgerEvent,
  type LedgerEventOf,
} from '../ledger/event.ts'

/** What an entry adds to a balance. */
const added = (balance: string) =>
  Money.optional().meta({
    description: `What it adds to what is ${balance}; negative where it takes from it`,
  })

/** One entry of a partner's commission, which explains itself: each balance is the sum of what the entries add to it (R47). */
export const CommissionEntry = /* @__PURE__ */ z
  .strictObject({
    entryId: z.string(),
    kind: z.enum(['accrual', 'release', 'claw-back', 'payout']),
    at: Instant,
    amount: Money.meta({
      description:
        'Earned, released, clawed back (negative), asked for (negative), given back of a payout that was rejected, or paid out',
    }),
    rate: z.int().optional().meta({ description: 'In hundredths of a per cent of the base' }),
    base: Money.optional().meta({ description: 'The list price, which the customer paid' }),
    paymentId: PaymentId.optional(),
    customerId: CustomerId.optional(),
    refundId: RefundId.optional(),
    refunded: Money.optional().meta({
      description: 'What is given back of the payment to date, with this refund',
    }),
    refundedBefore: Money.optional().meta({ description: 'What was given back of it before this refund' }),
    payoutId: PayoutId.optional(),
    step: PayoutStep.optional(),
    availableAt: Instant.optional().meta({ description: 'When its hold ends' }),
    exact: z
      .string()
      .regex(/^\d+\.\d{1,4}$/)
      .optional()
      .meta({
        description:
          'Where it was rounded: the exact minor units, to four places. Of an accrual base × rate; of a claw-back the total to date, which is commission × refunded ÷ base',
        examples: ['787.5'],
      }),
    held: added('held'),
    available: added('available'),
    reserved: added('reserved'),
    paidOut: added('paid out'),
  })
  .meta({ id: 'CommissionEntry' })
export type CommissionEntry = z.infer<typeof CommissionEntry>

const PLACES = 10_000

/** `a × b ÷ c` to four places, where it is not whole. */
const exactly = (a: number, b: number, c: number): { exact?: string } => {
  const scaled = mulDiv(a * PLACES, b, c)
  return scaled % PLACES === 0 ? {} : { exact: String(scaled / PLACES) }
}

/** What an event adds to what is owed to the partner in an account: a credit, which is shown as a positive amount. */
const owed = (event: LedgerEvent, account: AccountName): number => 0 - postedTo(event, account)

const payoutAmount = (event: LedgerEventOf<'payout'>): number =>
  owed(event, event.step === 'paid' ? 'paidOut' : 'available')

/** What an entry says by its kind. */
const explained = (event: LedgerEvent) => {
  const shown = (minor: number): Money => money(minor, event.currency)
  if (event.kind === 'payout')
    return {
      kind: 'payout',
      amount: shown(payoutAmount(event)),
      payoutId: event.payoutId,
      step: event.step,
    } as const
  const { rate, base, paymentId, customerId } = event
  const ofSale = { rate, base: shown(base), paymentId, customerId }
  switch (event.kind) {
    case 'charge':
      return {
        kind: 'accrual',
        amount: shown(postedTo(event, 'commission')),
        ...ofSale,
        ...(event.availableAt ? { availableAt: event.availableAt } : {}),
        ...exactly(base, rate, 10_000),
      } as const
    case 'release':
      return { kind: 'release', amount: shown(postedTo(event, 'held')), ...ofSale } as const
    case 'refund':
      return {
        kind: 'claw-back',
        amount: shown(postedTo(event, 'commission')),
        ...ofSale,
        refundId: event.refundId,
        refunded: shown(event.refunded),
        refundedBefore: shown(event.refundedBefore),
        ...exactly(event.earned, event.refunded, event.charged),
      } as const
  }
}

const BALANCES = ['held', 'available', 'reserved', 'paidOut'] as const

/** The event of a ledger as an entry of its partner's commission (R46, R47, R48). */
export const commissionEntry = (event: LedgerEvent): CommissionEntry => ({
  entryId: event.eventId,
  at: event.at,
  ...explained(event),
  ...Object.fromEntries(
    BALANCES.flatMap((account) => {
      const minor = owed(event, account)
      return minor === 0 ? [] : [[account, money(minor, event.currency)]]
    }),
  ),
})
