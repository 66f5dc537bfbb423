import type { Instant } from '../kernel/time.ts'
import type { Change } from '../table/record.ts'
import type { StoredAccount } from './changes.ts'
import { billingRecord, graceEndDueRecord, paymentRetryDueRecord } from './records.ts'
import type { Account } from './subscription.ts'

/** The next version of a billing whose customer has moved, where the move changes it; what is not paid is not tried again without a card (R14). */
export const billingMoved = (
  { billing: previous }: StoredAccount,
  { billing }: Account,
): Change<'billing' | 'paymentRetryDue'>[] => {
  if (!previous || previous === billing) return []
  const { customerId: id, dunning } = billing
  return [
    billingRecord.replace(previous, billing, { action: 'billing.moved' }),
    ...(dunning && !dunning.nextAttemptAt ? [paymentRetryDueRecord.remove({ id })] : []),
  ]
}

/** Makes the end of the grace due at once for a customer that has no partner any more (R16, R45). */
export const graceCutShort = (
  { billing: { customerId: id, dunning } }: Account,
  at: Instant,
): Change<'graceEndDue'>[] => (dunning ? [graceEndDueRecord.put({ id, dueAt: at })] : [])
