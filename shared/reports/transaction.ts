import * as z from 'zod'
import { CustomerId, PaymentId, PayoutId, RefundId } from '../kernel/id.ts'
import { Money, money } from '../kernel/money.ts'
import { Instant } from '../kernel/time.ts'
import { postedTo, type LedgerEvent } from '../ledger/event.ts'

/** A fact of the ledger that moved money; amounts are signed, so that each column adds up to what the ledger says (R47). */
export const TransactionLine = /* @__PURE__ */ z
  .strictObject({
    transactionId: z.string(),
    at: Instant,
    kind: z.enum(['charge', 'refund', 'payout']),
    customerId: CustomerId.optional(),
    paymentId: PaymentId.optional(),
    refundId: RefundId.optional(),
    payoutId: PayoutId.optional(),
    list: Money.meta({ description: 'List price sold, negative where it went back' }),
    discount: Money.meta({ description: 'Discount granted, negative where it went back' }),
    amount: Money.meta({ description: 'Charged is positive; refunded and paid out are negative' }),
    commission: Money.meta({ description: 'Accrued is positive, clawed back is negative' }),
  })
  .meta({ id: 'TransactionLine' })
export type TransactionLine = z.infer<typeof TransactionLine>

/** Whether an event moved money between the programme and somebody else. */
export const movesMoney = (event: LedgerEvent): boolean =>
  event.kind === 'payout' ? event.step === 'paid' : event.kind !== 'release'

/** What an event is of. */
const namesOf = (event: LedgerEvent): Partial<TransactionLine> => {
  if (event.kind === 'payout') return { payoutId: event.payoutId }
  const { customerId, paymentId } = event
  return { customerId, paymentId, ...(event.kind === 'refund' ? { refundId: event.refundId } : {}) }
}

/** The event as a transaction; throws for one that moved no money. */
export const transactionLine = (event: LedgerEvent): TransactionLine => {
  const { eventId, at, currency, kind } = event
  if (kind === 'release' || !movesMoney(event)) throw new Error(`${eventId} moved no money`)
  const posted = (account: Parameters<typeof postedTo>[1]): number => postedTo(event, account)
  return {
    transactionId: eventId,
    at,
    kind,
    ...namesOf(event),
    list: money(0 - posted('sales'), currency),
    discount: money(posted('discounts'), currency),
    amount: money(posted(kind === 'payout' ? 'paidOut' : 'cash'), currency),
    commission: money(posted('commission'), currency),
  }
}
