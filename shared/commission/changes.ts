import type { PartnerId } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { payoutEvent } from '../ledger/payout.ts'
import { payoutPosted, redeemableBalanceRecord, type RedeemableBalance } from '../ledger/records.ts'
import { partnerRecord } from '../partners/records.ts'
import type { Change, Stored } from '../table/record.ts'
import type { Condition } from '../table/table.ts'
import { staffPayout, type Payout, type PayoutIn } from './payout.ts'
import { invoiceOf, invoiceReferenceRecord, payoutRecord, payoutRowRecord } from './records.ts'

/** What is available of a balance, in minor units: a credit, which is shown as a positive amount. */
export const availableOf = (balance: RedeemableBalance | undefined): number => 0 - (balance?.available ?? 0)

/** Holds where at least so much is available. */
const isAvailable = (amount: number): Condition => ({ atMost: { available: 0 - amount } })

const rowOf = (payout: Payout): Change<'payoutRow'> => payoutRowRecord.put(staffPayout(payout))

type Posted = 'ledgerEvent' | 'ledgerMonth' | 'redeemableBalance'

/** A payout that is asked for: its amount is reserved, where as much is available, and its invoice is used (R48). */
export const payoutRequested = (
  payout: PayoutIn<'requested'>,
): Change<'payout' | 'payoutRow' | 'invoiceReference' | Posted>[] => {
  const { payoutId, amount, currency, requestedAt } = payout
  return [
    payoutRecord.create(payout, { action: 'payout.requested', details: { amount, currency } }),
    rowOf(payout),
    invoiceReferenceRecord.putNew({ ...invoiceOf(payout), payoutId }),
    ...payoutPosted(payoutEvent(payout, 'requested', requestedAt), { condition: isAvailable(amount) }),
  ]
}

const moved = (previous: Stored<Payout>, next: Payout): Change<'payout' | 'payoutRow'>[] => [
  payoutRecord.replace(previous, next, { action: `payout.${next.state}` }),
  rowOf(next),
]

/** Checks in the commit that nothing is paid out to a partner that is deactivated (R8). */
const isActive = (of: { readonly partnerId: PartnerId }): Change<'partner'> =>
  partnerRecord.check(of, { equals: { status: 'active' } })

/** Checks in the commit that claw-backs leave no less than nothing available (R48). */
const isNothingOutstanding = (of: {
  readonly partnerId: PartnerId
  readonly currency: Currency
}): Change<'redeemableBalance'> => redeemableBalanceRecord.check(of, isAvailable(0))

/** A payout that is approved: its amount stays reserved (R48). */
export const payoutApproved = (
  previous: Stored<Payout>,
  next: PayoutIn<'approved'>,
): Change<'payout' | 'payoutRow' | 'partner' | 'redeemableBalance'>[] => [
  ...moved(previous, next),
  isActive(next),
  isNothingOutstanding(next),
]

/** A payout that is paid: what was reserved is paid out (R48). */
export const payoutPaid = (
  previous: Stored<Payout>,
  next: PayoutIn<'paid'>,
): Change<'payout' | 'payoutRow' | 'partner' | Posted>[] => [
  ...moved(previous, next),
  isActive(next),
  ...payoutPosted(payoutEvent(next, 'paid', next.paidAt), { condition: isAvailable(0) }),
]

/** A payout that is rejected: what was reserved is available again, and its invoice may be named again (R48). */
export const payoutRejected = (
  previous: Stored<Payout>,
  next: PayoutIn<'rejected'>,
): Change<'payout' | 'payoutRow' | 'invoiceReference' | Posted>[] => [
  ...moved(previous, next),
  invoiceReferenceRecord.remove(invoiceOf(next)),
  ...payoutPosted(payoutEvent(next, 'rejected', next.rejectedAt)),
]
