import type { PayoutId, PartnerId } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import { sides, type LedgerEventOf, type PayoutStep, type RedeemableAccount } from './event.ts'

/** Out of which account a step of a payout takes its amount, and into which it puts it. */
const MOVES = {
  requested: ['available', 'reserved'],
  rejected: ['reserved', 'available'],
  paid: ['reserved', 'paidOut'],
} as const satisfies Record<PayoutStep, readonly [RedeemableAccount, RedeemableAccount]>

interface OfPayout {
  readonly payoutId: PayoutId
  readonly partnerId: PartnerId
  readonly currency: Currency
  readonly amount: number
}

/** What a step of a payout means: its amount is reserved when it is asked for, and paid out or given back in the end (R48). */
export const payoutEvent = (
  { payoutId, partnerId, currency, amount }: OfPayout,
  step: PayoutStep,
  at: Instant,
): LedgerEventOf<'payout'> => {
  const [from, to] = MOVES[step]
  return {
    partnerId,
    eventId: `${payoutId}#${step}`,
    kind: 'payout',
    at,
    currency,
    postings: sides({ [from]: amount, [to]: 0 - amount }),
    payoutId,
    step,
  }
}
